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
 * member of another must be readable through its real epoll fd, by level: the kernel serves it (`flat`).
 * Two threads may differ on who was first: an edge fetched for a one-shot entry that had fired is reported if another thread arms the entry
 * before the waiter has looked at it, though that thread has read in between. It costs a wake-up, and needs those microseconds.
 *
 *   epoll_event.data.u64:  | entry.serial (32) | index (32) |     as epoll-et */
#include <errno.h>

#include "idle.h"
#include "maybe.h"
#include "sys.h"
#include "undrained.h"

#define ALWAYS ((uint32_t)(EPOLLERR | EPOLLHUP))
#define SPECIAL ((uint32_t)(EPOLLPRI | EPOLLRDHUP)) /* what makes a short read no proof: see idle.h */
#define INPUT ((uint32_t)(EPOLLIN | EPOLLRDNORM))
#define LEVELS 0xffffu /* the bits that are readiness */
#define PATIENCE 2
#define BATCH 256
#define WAKE UINT64_MAX
#define NONE UINT32_MAX

struct lazy_state {
	int epfd;
	struct maybe maybe;
	uint32_t wakeup;   /* index of the entry with ENTRY_WAKEUP, or NONE */
	bool wakeup_on;    /* undrained.h has had its say, so the ring has not */
	bool wakeup_told;  /* it was reported, and not drained yet */
	bool turn;         /* whether it comes first where there is room for one event */
	struct epoll_event edges[BATCH];
};

static int lazy_ctl(struct set *s, int op, int fd, uint32_t events, uint64_t data)
{
	struct lazy_state *p = s->state;
	struct epoll_event event = { .events = events, .data.u64 = data };
	int rc = epoll_ctl(p->epfd, op, fd, &event) < 0 ? -errno : 0;
	set_count(s, SET_syscalls, 1);
	if (op != EPOLL_CTL_DEL)
		set_count(s, SET_copied_in_bytes, sizeof event);
	return rc;
}

/* ---- the wake-up, see undrained.h ---- */

static struct entry *wakeup_entry(struct set *s)
{
	struct lazy_state *p = s->state;
	return p->wakeup == NONE ? NULL : &s->in.at[p->wakeup];
}

static bool is_wakeup(const struct entry *e)
{
	return e->fd >= 0 && (uint32_t)e->fd < fd_capacity && fd_rows[e->fd].proto == PROTO_EVENTFD && e->events == EPOLLIN;
}

static void wakeup_watch(struct set *s, struct entry *e)
{
	struct lazy_state *p = s->state;
	if (p->wakeup == NONE && is_wakeup(e) && undrained_begin(e->fd)) {
		p->wakeup = interest_index(&s->in, e);
		e->flags |= ENTRY_WAKEUP;
	}
}

/* From now on it is a member like others. */
static void wakeup_end(struct set *s)
{
	struct lazy_state *p = s->state;
	struct entry *e = wakeup_entry(s);
	if (!e)
		return;
	undrained_end(e->fd);
	e->flags &= ~(uint32_t)ENTRY_WAKEUP;
	e->hint = e->asked;
	interest_push(&s->in, e);
	p->wakeup = NONE;
	p->wakeup_on = p->wakeup_told = false;
}

/* undrained_now, and the entry becomes a member like others where that has gone off behind our back. */
static enum undrained wakeup_now(struct set *s, struct entry *e)
{
	struct lazy_state *p = s->state;
	enum undrained now = e->flags & ENTRY_WAKEUP ? undrained_now(e->fd) : UNDRAINED_OFF;
	if (now != UNDRAINED_OFF)
		p->wakeup_on = true;
	else if ((e->flags & ENTRY_WAKEUP) && p->wakeup_on)
		wakeup_end(s);
	return now;
}

static int wakeup_report(struct set *s, struct entry *e, struct epoll_event *out)
{
	struct lazy_state *p = s->state;
	p->wakeup_told |= set_report(s, e, EPOLLIN, out);
	return e->round == s->round;
}

/* What is known of the wake-up without a call: 1 with an event, else 0. */
static int wakeup_ready(struct set *s, struct epoll_event *out)
{
	struct lazy_state *p = s->state;
	struct entry *e = wakeup_entry(s);
	enum undrained now = e ? wakeup_now(s, e) : UNDRAINED_OFF;
	if (now == UNDRAINED_LEVEL && p->wakeup_told) {
		tally(s, SET_saved_calls, 1);
		p->wakeup_told = false;
	}
	return now == UNDRAINED_PENDING ? wakeup_report(s, e, out) : 0;
}

/* Edges of the wake-up: 1 with an event, 0 without, -1 when it is a member like others. */
static int wakeup_edge(struct set *s, struct entry *e, struct epoll_event *out, bool room)
{
	enum undrained now = wakeup_now(s, e);
	if (now == UNDRAINED_OFF)
		return -1;
	if (now == UNDRAINED_PENDING)
		return room && e->round != s->round && wakeup_report(s, e, out);
	if (undrained_doubt(e->fd))
		wakeup_end(s);
	return 0;
}

/* ---- interest ---- */

static void lazy_close(struct set *s)
{
	struct lazy_state *p = s->state;
	wakeup_end(s);
	own_fd_close(p->epfd);
	maybe_close(&p->maybe);
	atomic_fetch_sub(&lazy_sets, 1);
}

static bool unsure(struct set *s, struct entry *e);

static void verified(struct entry *e, uint32_t revents)
{
	e->hint = (uint16_t)((e->hint & ~(e->events | ALWAYS)) | revents);
}

static int lazy_open(struct set *s)
{
	struct lazy_state *p = s->state;
	p->wakeup = NONE;
	p->maybe.unsure = unsure;
	p->maybe.verified = verified;
	atomic_fetch_add(&lazy_sets, 1);
	p->epfd = own_fd(epoll_create1(EPOLL_CLOEXEC), PROTO_EPOLL);
	int rc = p->epfd < 0 ? p->epfd : lazy_ctl(s, EPOLL_CTL_ADD, s->wake, EPOLLIN | EPOLLET, WAKE);
	if (rc == 0)
		rc = maybe_open(&p->maybe);
	if (rc < 0)
		lazy_close(s);
	return rc;
}

static uint64_t lazy_data(const struct set *s, const struct entry *e)
{
	return (uint64_t)e->serial << 32 | interest_index(&s->in, e);
}

/* The entry of an edge; null for the wake-up of our own and for one that is gone. */
static struct entry *lazy_entry(const struct set *s, uint64_t data)
{
	uint32_t index = (uint32_t)data;
	struct entry *e = data != WAKE && index < s->in.length ? &s->in.at[index] : NULL;
	return e && e->serial == data >> 32 ? e : NULL;
}

/* What the application wants to hear of: nothing of an entry that is parked or has fired. */
static uint32_t wanted(const struct entry *e)
{
	return e->flags & (ENTRY_PARKED | ENTRY_DISABLED) ? 0 : (e->events & LEVELS) | ALWAYS;
}

/* Of that, what may be ready. */
static uint32_t may_be_ready(struct entry *e)
{
	if ((e->hint & INPUT) && (e->flags & ENTRY_SOCKET) && idle_proved(e->fd))
		e->hint &= (uint16_t)~INPUT;
	return e->hint & wanted(e);
}

static bool unsure(struct set *s, struct entry *e)
{
	return wakeup_now(s, e) == UNDRAINED_OFF && may_be_ready(e) != 0;
}

/* The kernel looks at the file as it is asked, and makes an edge of what is ready: so nothing is known to be ready by now. */
static int ask(struct set *s, struct entry *e, int op, uint32_t events)
{
	int rc = lazy_ctl(s, op, e->fd, events | EPOLLET, lazy_data(s, e));
	e->asked = (uint16_t)(events | ALWAYS);
	e->hint = 0;
	e->noise = 0;
	return rc;
}

static int first_watch(struct set *s, struct entry *e)
{
	int rc = ask(s, e, EPOLL_CTL_ADD, (e->events & LEVELS) | SPECIAL);
	if (rc < 0)
		return rc;
	e->flags |= ENTRY_WATCHED;
	wakeup_watch(s, e);
	return 0;
}

/* Nothing to ask the kernel. What may be ready is polled by the next wait, or now if somebody sleeps. */
static int known_watch(struct set *s, struct entry *e)
{
	e->noise = 0;
	if (may_be_ready(e) == 0)
		return 0;
	if (s->asleep && !maybe_now(s, e)) {
		verified(e, 0);
		return 0;
	}
	interest_push(&s->in, e);
	return 1;
}

static int lazy_watch(struct set *s, struct entry *e, bool fresh)
{
	bool parked = e->flags & ENTRY_PARKED;
	if (fresh || !(e->flags & ENTRY_WATCHED))
		return first_watch(s, e);
	if (e->flags & ENTRY_WAKEUP) /* it wants something else now */
		wakeup_end(s);
	uint32_t more = e->events & LEVELS & ~(uint32_t)e->asked;
	set_count(s, SET_saved_calls, parked + (more == 0)); /* the DEL, the ADD or MOD */
	uint32_t flags = e->flags;
	e->flags &= ~(uint32_t)ENTRY_PARKED; /* the core's, once this has returned; here it would hide what is wanted */
	int rc = more ? ask(s, e, EPOLL_CTL_MOD, (e->asked | more) & ~ALWAYS) : known_watch(s, e);
	e->flags |= flags & ENTRY_PARKED;
	return rc;
}

static bool lazy_unwatch(struct set *s, struct entry *e)
{
	if (e->flags & ENTRY_WAKEUP)
		wakeup_end(s);
	if (e->flags & ENTRY_WATCHED)
		lazy_ctl(s, EPOLL_CTL_DEL, e->fd, 0, 0);
	return false; /* epoll pins no file */
}

static bool lazy_park(struct set *s, struct entry *e)
{
	(void)s;
	return lazy_on(LAZY_REMOVAL) && (e->flags & ENTRY_WATCHED) && !(e->flags & ENTRY_WAKEUP);
}

/* ---- waits ---- */

/* An edge that nobody wanted. One costs less than the calls it saves; a peer that goes on sending would wake the set for each segment. */
static void masked(struct set *s, struct entry *e)
{
	if (++e->noise < PATIENCE)
		return;
	uint32_t enough = (wanted(e) & ~ALWAYS) | SPECIAL;
	if (e->flags & ENTRY_PARKED) {
		set_expel(s, e);
	} else if (e->flags & ENTRY_DISABLED) {
		lazy_unwatch(s, e);
		e->flags &= ~(uint32_t)ENTRY_WATCHED;
	} else if (enough != (e->asked & ~ALWAYS)) {
		ask(s, e, EPOLL_CTL_MOD, enough);
	}
}

/* The wake-up comes first; where there is room for one event, in every other wait. */
static int lazy_ready(struct set *s, struct epoll_event *out, int max)
{
	struct lazy_state *p = s->state;
	p->turn = !p->turn;
	bool first = max > 1 || p->turn;
	int n = maybe_add(s, &p->maybe, out, first ? wakeup_ready(s, out) : 0, max);
	return first || n ? n : wakeup_ready(s, out);
}

static int lazy_sleep(struct set *s, int64_t timeout_ns)
{
	struct lazy_state *p = s->state;
	return sys_epoll_wait(p->epfd, p->edges, BATCH, to_ms(timeout_ns));
}

static void lazy_cost(struct set *s, int rc)
{
	if (rc > 0) {
		tally(s, SET_copied_out_bytes, (uint64_t)rc * sizeof(struct epoll_event));
		tally(s, SET_scanned_fds, (uint64_t)rc);
	}
}

/* 1 with an event, 0 without. */
static int take_edge(struct set *s, struct entry *e, uint32_t events, struct epoll_event *out, bool room)
{
	tally(s, SET_hints, 1);
	idle_edge(e->fd, events);
	e->hint = (uint16_t)events;
	int woken = wakeup_edge(s, e, out, room);
	if (woken >= 0)
		return woken;
	if (!(events & wanted(e))) {
		masked(s, e);
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
	struct lazy_state *p = s->state;
	for (int i = 0; i < rc; i++) {
		struct entry *e = lazy_entry(s, p->edges[i].data.u64);
		if (e)
			n += take_edge(s, e, p->edges[i].events, &out[n], n < max);
	}
	return n;
}

const struct engine engine_epoll_lazy = {
	.name = "epoll-lazy",
	.flat = true,
	.trusts_births = true,
	.state_bytes = sizeof(struct lazy_state),
	.open = lazy_open,
	.close = lazy_close,
	.watch = lazy_watch,
	.unwatch = lazy_unwatch,
	.park = lazy_park,
	.ready = lazy_ready,
	.sleep = lazy_sleep,
	.cost = lazy_cost,
	.collect = lazy_collect,
};
