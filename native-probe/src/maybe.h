/* Level-triggered on top of edges. An engine that only hears of changes keeps a ring of entries that may be ready (interest.h) and
 * asks poll(2), without a time-out, before it sleeps:
 *
 *   ADD, MOD, a hint     push: ready already, perhaps
 *   verify: ready        report, push at the tail (unless one-shot: it is disabled now)
 *   verify: not ready    drop
 *
 * Nothing is lost: the entry leaves the ring before the poll, and the kernel was asked for edges before that. So what becomes ready
 * after the poll is a new edge, and pushes again; a hint that comes in between only costs one more poll. */
#ifndef POLLUX_MAYBE_H
#define POLLUX_MAYBE_H

#include <poll.h>

#include "set_core.h"

struct maybe {
	struct pollfd *list;
	uint32_t capacity;
	int source;  /* where new hints come from, polled along with the entries; 0: it is not */
	bool silent; /* the last poll found no hint there: until then, what it says of the ring is all there is to say */
	bool (*unsure)(struct set *s, struct entry *e); /* false: known to have nothing that is wanted, leaves the ring unpolled. Null: true */
	void (*verified)(struct entry *e, uint32_t revents); /* what poll said about e->events. Null: nothing */
};

/* Room for one poll. 0 or -ENOMEM. */
int maybe_open(struct maybe *m);
void maybe_close(struct maybe *m);
/* Locked, waiter. Polls from the head of the ring until something is ready or the ring is empty; at most `max` a time, so what is
 * always ready can't keep the tail waiting. Number of events, or -errno with nothing lost. */
int maybe_verify(struct set *s, struct maybe *m, struct epoll_event *out, int max);
/* The same, after the `n` events there are already, up to `max`. New n; -errno only when there is none. */
int maybe_add(struct set *s, struct maybe *m, struct epoll_event *out, int n, int max);
/* Locked, any thread. True when the entry is ready for what it wants right now: a sleeping waiter must wake for it. */
bool maybe_now(struct set *s, const struct entry *e);

#endif
