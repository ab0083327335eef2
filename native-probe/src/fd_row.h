/* The life of a row, for fd_life.c, fd_adopt.c and fds_adopt.c. Between fd_row_claim and fd_row_release the caller alone opens, closes or
 * regroups it; counting goes on all the while.
 *
 *   FREE --open--> OPEN --retire--> FREE        retire: state and conn move first, then every column goes to the group by
 *                   |                           atomic exchange. A count that arrives after that waits in the free row and
 *                   +--preclose--> PRECLOSED    is folded before the next owner's row opens: none is ever lost.
 */
#ifndef POLLUX_FD_ROW_H
#define POLLUX_FD_ROW_H

#include "fd_look.h"
#include "ledger.h"

/* Null when the ledger has no such row. Waits while another thread has it: a few system calls at most. */
struct fd_row *fd_row_claim(int fd);
void fd_row_release(struct fd_row *row);
/* Folds what the row holds into its group and frees it; what a free row still holds is folded too. */
void fd_row_retire(struct fd_row *row);
/* Retires, then opens under a new generation. */
void fd_row_open(struct fd_row *row, const struct fd_look *look);
/* Opens the row of a descriptor whose birth was not seen, by what the kernel tells. False when it is not open. */
bool fd_row_open_late(int fd, struct fd_row *row, bool own);
/* The row of a descriptor, opened late if there is none; null as fd_adopt says. *opened: it was opened by this call. */
struct fd_row *fd_row_adopt(int fd, bool own, bool *opened);
/* Puts an open row into the group its role and addresses call for. What it counted so far stays with the group it was in. */
void fd_row_regroup(struct fd_row *row);
/* Gives the row the next number of the process-wide sequence. */
void fd_row_next_generation(struct fd_row *row);
/* True when the descriptor that look shows is the very file the row was opened for. */
bool fd_row_is(const struct fd_row *row, const struct fd_look *look);

#endif
