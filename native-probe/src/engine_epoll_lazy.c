/* Edge-triggered epoll with a private epoll fd, as epoll-et, that asks the kernel only for what nobody knows yet:
 *
 *   entry.asked   what the kernel reports edges of: all that the application has wanted so far. It grows by EPOLL_CTL_MOD, which looks at
 *                 the file anew, and shrinks when it has brought PATIENCE edges in a row that nobody wanted
 *   entry.hint    of `asked`, what may be ready: what the last edge said, less what a poll has found idle since. Exact in one direction:
 *                 what is not in it becomes ready only with an edge, so neither interest in it nor its loss needs a call
 *   idle.h        takes IN out of a hint when a read has met the end of the queue
 *   parked        DELed by the application, registered still: ADD finds it as it was. It is really removed at PATIENCE masked edges, when the
 *                 descriptor closes or is replaced, when the set leaves the engine: a masked edge is never reported, and does not end a wait
 *
 * A dup or a forked child keeps file and registration alive past the close: so it is removed before, as always (sets_forget). A set that is a
 * member of another must be readable through its real epoll fd, by level: the kernel serves it, or lazy_nested.c, where none of this holds.
 * Two threads may differ on who was first: an edge fetched for a one-shot entry that had fired is reported if another thread arms the entry
 * before the waiter has looked at it, though that thread has read in between. It costs a wake-up, and needs those microseconds. */
#include "lazy_set.h"

static bool unsure(struct set *s, struct entry *e)
{
	bool told = (e->flags & ENTRY_WAKEUP) && wakeup_now(s, e) != UNDRAINED_OFF;
	return !told && lazy_may_be_ready(e) != 0;
}

static int lazy_open(struct set *s)
{
	struct lazy_state *p = s->state;
	p->wakeup = LAZY_NONE;
	p->edge.maybe.unsure = unsure;
	p->edge.maybe.verified = lazy_verified;
	int rc = edge_open(s);
	p->edge.maybe.source = p->edge.epfd;
	atomic_fetch_add(&lazy_sets, rc == 0);
	return rc;
}

static void lazy_close(struct set *s)
{
	wakeup_end(s);
	edge_close(s);
	atomic_fetch_sub(&lazy_sets, 1);
}

/* The wake-up comes first; where there is room for one event, in every other wait. */
static int lazy_ready(struct set *s, struct epoll_event *out, int max)
{
	struct lazy_state *p = s->state;
	p->turn = !p->turn;
	bool first = max > 1 || p->turn;
	int n = maybe_add(s, &p->edge.maybe, out, first ? wakeup_ready(s, out) : 0, max);
	return first || n ? n : wakeup_ready(s, out);
}

/* What has been found ready by a poll that also looked at the private epoll fd, and found no edge there, is all that is ready: what is not in the
 * ring becomes so with an edge only, and poll(2) of an epoll fd looks through its ready list as epoll_wait(2) does (ep_eventpoll_poll, Linux 6.18). */
static bool lazy_complete(struct set *s)
{
	return ((struct edge_epoll *)s->state)->maybe.silent;
}

/* 1 with an event, 0 without. */
static int take_edge(struct set *s, struct entry *e, uint32_t events, struct epoll_event *out, bool room)
{
	tally(s, SET_hints, 1);
	idle_edge(e->fd, events);
	e->hint = (uint16_t)events;
	int woken = e->flags & ENTRY_WAKEUP ? wakeup_edge(s, e, out, room) : -1;
	if (woken >= 0)
		return woken;
	if (!(events & lazy_wanted(e))) {
		lazy_masked(s, e);
		return 0;
	}
	e->noise = 0;
	if (e->round == s->round) /* reported by the poll of this round, so it stands in the ring */
		return 0;
	bool told = room && set_report(s, e, events, out);
	if (told ? !(e->flags & ENTRY_DISABLED) : !room)
		interest_push(&s->in, e);
	return told;
}

static int lazy_collect(struct set *s, int rc, struct epoll_event *out, int n, int max)
{
	struct edge_epoll *p = s->state;
	for (int i = 0; i < rc; i++) {
		struct entry *e = edge_entry(s, p->edges[i].data.u64);
		if (e)
			n += take_edge(s, e, p->edges[i].events, &out[n], n < max);
	}
	return n;
}

const struct engine engine_epoll_lazy = {
	.name = "epoll-lazy",
	.trusts_births = true,
	.nested = &engine_epoll_lazy_nested,
	.state_bytes = sizeof(struct lazy_state),
	.open = lazy_open,
	.close = lazy_close,
	.watch = lazy_watch,
	.unwatch = lazy_unwatch,
	.park = lazy_park,
	.ready = lazy_ready,
	.complete = lazy_complete,
	.sleep = edge_sleep,
	.cost = edge_cost,
	.collect = lazy_collect,
};
