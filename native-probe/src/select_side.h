/* The side epoll of engine select, and the state that both files of the engine share.
 *
 * An entry that does not want IN would still have to report HUP (and RDHUP), and the read set fires for data nobody wants: such entries also
 * stand in a side epoll, level-triggered, without IN, OUT and PRI, whose descriptor is in the read set as long as it has members: an epoll fd
 * costs the kernel more to look at than a socket does. */
#ifndef POLLUX_SELECT_SIDE_H
#define POLLUX_SELECT_SIDE_H

#include <poll.h>

#include "fd_bits.h"
#include "set_core.h"

/* What of an entry's events each set stands for. */
static const uint32_t select_asks[SETS] = { EPOLLIN | EPOLLRDNORM | EPOLLRDBAND, EPOLLOUT | EPOLLWRNORM | EPOLLWRBAND, EPOLLPRI };

struct select_state {
	struct fd_bits bits;
	int64_t timeout_ns; /* of the last call */
	int side;            /* epoll fd */
	uint32_t side_members;
	bool side_shown;     /* waiter: it is in the read set */
	int cursor;          /* the descriptor after the last one reported: round robin */
	struct pollfd *ready;
	int ready_capacity;
};

/* Locked. Registers an entry for HUP, ERR and what it wants of RDHUP; or takes it out. 0 or -errno; taking out never fails. */
int side_set(struct set *s, struct entry *e, bool on);
/* Locked, waiter. The side epoll goes into the read set if it has members, else out of it. */
void side_show(struct select_state *p);
/* Locked, waiter. Asks the side epoll for at most `max` descriptors. How many, in events[].data.fd. */
int side_ask(struct set *s, struct epoll_event *events, int max);

static inline bool side_needed(const struct entry *e)
{
	return !(e->flags & ENTRY_DISABLED) && !(e->events & select_asks[READ]);
}

#endif
