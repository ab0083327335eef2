/* Edge-triggered epoll with a private epoll fd: every descriptor is registered once for everything and never modified, so a change of
 * interest costs no epoll_ctl(2). An edge carries the whole state at the moment epoll_wait(2) returns it, so it is reported as it is;
 * what stays ready is found again by the maybe ring. */
#include "edge_epoll.h"

#define EVERYTHING (EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP | EPOLLRDNORM | EPOLLRDBAND | EPOLLWRNORM | EPOLLWRBAND | EPOLLET)

/* ADD makes its own first edge when the file is ready; changed interest makes none, so it is polled when somebody sleeps. */
static int et_watch(struct set *s, struct entry *e, bool fresh)
{
	if (fresh) {
		int rc = edge_ctl(s, EPOLL_CTL_ADD, e->fd, EVERYTHING, edge_data(s, e));
		if (rc < 0)
			return rc;
		e->flags |= ENTRY_WATCHED;
		return 0;
	}
	if (s->asleep && !maybe_now(s, e))
		return 0;
	interest_push(&s->in, e);
	return 1;
}

static bool et_unwatch(struct set *s, struct entry *e)
{
	if (e->flags & ENTRY_WATCHED)
		edge_ctl(s, EPOLL_CTL_DEL, e->fd, 0, 0);
	return false; /* epoll pins no file */
}

static int et_ready(struct set *s, struct epoll_event *out, int max)
{
	struct edge_epoll *p = s->state;
	return maybe_verify(s, &p->maybe, out, max);
}

static int et_collect(struct set *s, int rc, struct epoll_event *out, int n, int max)
{
	struct edge_epoll *p = s->state;
	for (int i = 0; i < rc; i++) {
		struct entry *e = edge_entry(s, p->edges[i].data.u64);
		if (!e)
			continue;
		tally(s, SET_hints, 1);
		if (e->flags & ENTRY_DISABLED)
			continue;
		if (e->round == s->round) /* reported by the poll of this round, so it stands in the ring */
			continue;
		bool told = n < max && set_report(s, e, p->edges[i].events, &out[n]);
		bool kept = told ? !(e->flags & ENTRY_DISABLED) : n == max; /* neither: the edge says it is not ready */
		n += told;
		if (kept)
			interest_push(&s->in, e);
	}
	return n;
}

const struct engine engine_epoll_et = {
	.name = "epoll-et",
	.state_bytes = sizeof(struct edge_epoll),
	.open = edge_open,
	.close = edge_close,
	.watch = et_watch,
	.unwatch = et_unwatch,
	.ready = et_ready,
	.sleep = edge_sleep,
	.cost = edge_cost,
	.collect = et_collect,
};
