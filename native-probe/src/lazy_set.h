/* What the files of engine epoll-lazy share: engine_epoll_lazy.c waits, lazy_interest.c knows what the kernel is asked for, lazy_wakeup.c is
 * the selector's eventfd, lazy_nested.c is the engine of sets that are members of others. Everything here is locked; of lazy_wakeup.c all but
 * wakeup_end is the waiter's, too. */
#ifndef POLLUX_LAZY_SET_H
#define POLLUX_LAZY_SET_H

#include "edge_epoll.h"
#include "idle.h"
#include "undrained.h"

#define LAZY_ALWAYS ((uint32_t)(EPOLLERR | EPOLLHUP))
#define LAZY_INPUT  ((uint32_t)(EPOLLIN | EPOLLRDNORM))
#define LAZY_SPECIAL ((uint32_t)(EPOLLPRI | EPOLLRDHUP)) /* what makes a short read no proof: see idle.h */
#define LAZY_LEVELS 0xffffu /* the bits that are readiness */
#define LAZY_NONE   UINT32_MAX

struct lazy_state {
	struct edge_epoll edge;
	uint32_t wakeup;   /* index of the entry with ENTRY_WAKEUP, or LAZY_NONE */
	bool wakeup_on;    /* undrained.h has had its say, so the ring has not */
	bool wakeup_told;  /* it was reported, and not drained yet */
	bool turn;         /* whether it comes first where there is room for one event */
};

/* ---- lazy_interest.c: slots of the engine, and masked ---- */

int lazy_watch(struct set *s, struct entry *e, bool fresh);
bool lazy_unwatch(struct set *s, struct entry *e);
bool lazy_park(struct set *s, struct entry *e);
/* Waiter. An edge has come that nobody wanted. */
void lazy_masked(struct set *s, struct entry *e);

/* What the application wants to hear of: nothing of an entry that is parked or has fired. */
static inline uint32_t lazy_wanted(const struct entry *e)
{
	return e->flags & (ENTRY_PARKED | ENTRY_DISABLED) ? 0 : (e->events & LAZY_LEVELS) | LAZY_ALWAYS;
}

/* Of that, what may be ready. Proofs are of sockets (idle.h), and of sets (lazy_nested.c). */
static inline uint32_t lazy_may_be_ready(struct entry *e)
{
	if ((e->hint & LAZY_INPUT) && ((e->flags & ENTRY_SOCKET) || set_known(e->fd)) && idle_proved(e->fd))
		e->hint &= (uint16_t)~LAZY_INPUT;
	return e->hint & lazy_wanted(e);
}

/* poll(2) has said what is ready of all that is wanted. */
static inline void lazy_verified(struct entry *e, uint32_t revents)
{
	e->hint = (uint16_t)((e->hint & ~(e->events | LAZY_ALWAYS)) | revents);
}

/* ---- lazy_nested.c: slot `nested`. Its state is a struct edge_epoll whose epfd is the application's ---- */

extern const struct engine engine_epoll_lazy_nested;

/* ---- lazy_wakeup.c ---- */

/* The entry is new: is it the wake-up? */
void wakeup_watch(struct set *s, struct entry *e);
/* From now on it is a member like others. */
void wakeup_end(struct set *s);
/* undrained_now, and the entry becomes a member like others where that has gone off behind our back. */
enum undrained wakeup_now(struct set *s, struct entry *e);
/* What is known of the wake-up without a call: 1 with an event, else 0. */
int wakeup_ready(struct set *s, struct epoll_event *out);
/* An edge of it: 1 with an event, 0 without, -1 when it is a member like others. */
int wakeup_edge(struct set *s, struct entry *e, struct epoll_event *out, bool room);

#endif
