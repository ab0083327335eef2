/* What tests of descriptors' rows and their groups share. */
#ifndef POLLUX_SUPPORT_ROWS_H
#define POLLUX_SUPPORT_ROWS_H

#include "ledger.h"
#include "test.h"

/* The group that the row has joined; checks that it has. */
struct group_row *group_at(const struct fd_row *row);
/* Checks how many joined the group and left it, and the reads that those have left in it. */
void check_group(const struct group_row *group, uint64_t opened, uint64_t closed, uint64_t reads);

#endif
