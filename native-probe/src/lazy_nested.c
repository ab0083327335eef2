/* A set inside another one, as JDK 25's sub-pollers of virtual threads are. Its members are registered in the application's own epoll fd, where
 * the outer set, or whoever knows the number, polls them:
 *
 *   outer --- E, the application's epoll fd --- members      E is readable while an event of a member that is ready is not fetched
 *
 *   by edge   EPOLLET: a member that has fired stays registered. Arming it again costs no call if it is known to be idle
 *   by call   EPOLLONESHOT, as the application has it: the kernel disables it as it fires, each arming is an EPOLL_CTL_MOD
 *
 * Nobody misses readiness of E. An armed member that is ready has an event in E unless it was fetched, and what a wait fetches it reports: under
 * the lock, never more than there is room for. An edge of a member that had fired is kept as its hint. So all that is left out is the MOD of a
 * member that has shown an edge since it was armed last, and is known to be idle since (idle.h): the kernel would have found nothing, and what
 * comes later is an edge. Every other one is made, and by it the kernel looks at the file and makes an event of what is ready. That covers events
 * that somebody else has fetched from E, too: of such a member no edge is known here.
 *
 * Two things fetch and report in one step, so nothing is reported that a read before the arming has taken: the kernel looks at each member as it
 * is fetched, and while it does nobody arms.
 *
 * What it can cost: an edge of a member that has fired, for more came before it was armed again. E is readable then, and wakes the outer set in vain:
 * two waits, an EPOLL_CTL_MOD and a wake-up of a thread. So it is a debt of DEAR armings, and a member that owes more than LIMIT is armed by
 * call for the next TERM. A client on loopback that answers before the server's thread has parked would do it with each request.
 *
 * For the outer set a wait of this one that has fetched less than there was room for is what a short read is of a socket: it has met the end of E's
 * ready list, under E's own lock, and nothing that is fetched goes back to it (ep_send_events, Linux 6.18: neither edges nor one-shots do). What
 * comes later is a new edge of E in the outer set: each event of a member, and each MOD that finds it ready, wakes those that poll E
 * (ep_poll_callback, ep_modify), also while E's list is walked (before 5.6, when the walk has ended). So it proves E idle by the same three
 * steps. A wait that fetched nothing proves nothing: epoll_wait(2) without a time-out looks at the list without the lock, and misses what
 * another thread that polls E holds for a moment. */
#include <errno.h>
#include <poll.h>

#include "lazy_set.h"

#define DEAR 8
#define LIMIT 16
#define TERM 64

static bool nested_willing(void)
{
	return lazy_on(LAZY_NESTED);
}

static int nested_open(struct set *s)
{
	struct edge_epoll *p = s->state;
	p->epfd = s->epfd;
	atomic_fetch_add(&lazy_sets, 1);
	return 0;
}

static bool nested_unwatch(struct set *s, struct entry *e)
{
	if (e->flags & ENTRY_WATCHED)
		edge_ctl(s, EPOLL_CTL_DEL, e->fd, 0, 0);
	return false; /* epoll pins no file */
}

/* Those that are armed are the application's again by now (set_return.c), or E is about to close. */
static void nested_close(struct set *s)
{
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].fd >= 0 && (s->in.at[i].flags & ENTRY_DISABLED))
			nested_unwatch(s, &s->in.at[i]);
	atomic_fetch_sub(&lazy_sets, 1);
}

/* ---- interest ---- */

/* `asked`: what is armed by edge; of what is armed by call, nothing that lasts. */
static int ask(struct set *s, struct entry *e)
{
	bool by_edge = e->own <= LIMIT && lazy_on(LAZY_NESTED);
	uint32_t events = (e->events & LAZY_LEVELS) | (by_edge ? LAZY_SPECIAL : 0), how = by_edge ? EPOLLET : EPOLLONESHOT;
	int op = e->flags & ENTRY_WATCHED ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
	int rc = edge_ctl(s, op, e->fd, events | how, e->data);
	if (rc == -EEXIST && op == EPOLL_CTL_ADD) /* the application has it there */
		rc = edge_ctl(s, EPOLL_CTL_MOD, e->fd, events | how, e->data);
	if (rc < 0)
		return rc;
	e->flags |= ENTRY_WATCHED;
	e->asked = by_edge ? (uint16_t)(events | LAZY_ALWAYS) : 0;
	e->hint = 0;
	return 0;
}

static bool known_idle(struct entry *e)
{
	bool shown = e->hint != 0, covered = !(e->events & LAZY_LEVELS & ~(uint32_t)e->asked);
	return shown && covered && lazy_on(LAZY_NESTED) && lazy_may_be_ready(e) == 0;
}

static int nested_watch(struct set *s, struct entry *e, bool fresh)
{
	if (fresh)
		e->own = 0;
	if (fresh && (e->flags & ENTRY_DISABLED)) { /* taken over, and it has fired: out, until it is armed again */
		edge_ctl(s, EPOLL_CTL_DEL, e->fd, 0, 0);
		return 0;
	}
	e->own -= e->own > 0;
	if (fresh || !(e->flags & ENTRY_WATCHED) || !known_idle(e))
		return ask(s, e);
	set_count(s, SET_saved_calls, 1);
	e->hint = 0;
	return 0;
}

/* An edge of a member that has fired; or of what LAZY_SPECIAL asks for beside what an armed one wants: that goes on, by call. */
static void woke_in_vain(struct set *s, struct entry *e)
{
	bool armed = !(e->flags & ENTRY_DISABLED);
	if (armed)
		e->hint = 0; /* as after each arming */
	e->own += DEAR;
	if (e->own <= LIMIT)
		return;
	e->own = LIMIT + TERM;
	if (armed) {
		ask(s, e);
	} else {
		nested_unwatch(s, e);
		e->flags &= ~(uint32_t)ENTRY_WATCHED;
	}
}

/* ---- waits ---- */

/* 1 with an event, 0 without. No entry: the application has let go of the number, and the file lives on in a dup. */
static int take(struct set *s, const struct epoll_event *edge, struct epoll_event *out)
{
	struct entry *e = interest_find(&s->in, (int)edge->data.u64);
	if (!e)
		return 0;
	tally(s, SET_hints, 1);
	idle_edge(e->fd, edge->events);
	e->hint = (uint16_t)edge->events;
	if (edge->events & lazy_wanted(e))
		return set_report(s, e, edge->events, out);
	woke_in_vain(s, e);
	return 0;
}

/* It is this that the core counts as the call of a look; what sleeps before it counts itself. */
static int nested_ready(struct set *s, struct epoll_event *out, int max)
{
	struct edge_epoll *p = s->state;
	int room = max < EDGE_BATCH ? max : EDGE_BATCH, n = 0;
	uint64_t seen = idle_sample(p->epfd);
	int rc = sys_epoll_wait(p->epfd, p->edges, room, 0);
	if (rc > 0 && rc < room)
		idle_prove(p->epfd, seen);
	edge_cost(s, rc);
	for (int i = 0; i < rc; i++)
		n += take(s, &p->edges[i], &out[n]);
	return rc < 0 ? rc : n;
}

/* Nothing is fetched without the lock. Our own eventfd does not belong into the application's epoll fd, and need not: sets inside others are waited
 * for without a time-out, but for those that once were. */
static int nested_sleep(struct set *s, int64_t timeout_ns)
{
	struct edge_epoll *p = s->state;
	struct pollfd two[] = { { .fd = p->epfd, .events = POLLIN }, { .fd = s->wake, .events = POLLIN } };
	if (timeout_ns == 0)
		return 0;
	tally(s, SET_syscalls, 1);
	tally(s, SET_scanned_fds, 2);
	tally(s, SET_copied_in_bytes, sizeof two + sys_timeout_in(timeout_ns));
	int rc = sys_ppoll(two, 2, timeout_ns);
	tally(s, SET_copied_out_bytes, 2 * sizeof two->revents + sys_timeout_out(timeout_ns));
	return rc > 0 && ((two[0].revents | two[1].revents) & POLLNVAL) ? -EBADF : rc;
}

/* What has woken it the next look fetches. */
static int nested_collect(struct set *s, int rc, struct epoll_event *out, int n, int max)
{
	(void)s, (void)rc, (void)out, (void)max;
	return n;
}

const struct engine engine_epoll_lazy_nested = {
	.name = "epoll-lazy",
	.trusts_births = true,
	.inside = true,
	.state_bytes = sizeof(struct edge_epoll),
	.willing = nested_willing,
	.open = nested_open,
	.close = nested_close,
	.watch = nested_watch,
	.unwatch = nested_unwatch,
	.ready = nested_ready,
	.sleep = nested_sleep,
	.collect = nested_collect,
};
