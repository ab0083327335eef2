/* Signal-driven I/O, as far as it carries. Descriptors raise a queued real-time signal at the thread that waits (sigio_owner.h); the
 * thread has it blocked and sleeps in
 *
 *   ppoll( at[0]      at[1]     at[2] ...   )
 *          signalfd   s->wake   weak entries        entry.own: its place here, 0 for none
 *
 * A signal says only that something happened once: every hint (sigio_hints.c) is verified (maybe.h). When the queue overflows, the kernel
 * sends one plain SIGIO and drops the rest: then every entry is looked at. When another thread comes to wait, it becomes the owner of
 * all, and looks at all: signals that went to the old one may never be read. */
#include <errno.h>
#include <unistd.h>

#include "mutate.h"
#include "sigio_arm.h"
#include "sigio_set.h"

#define READS 256 /* a wait: a storm must not keep us */

/* ---- ownership ---- */

static void look_at_all(struct set *s)
{
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].fd >= 0)
			interest_push(&s->in, &s->in.at[i]);
}

static void disown(struct sigio_state *p)
{
	if (p->owner)
		sigio_drop(p->owner);
	p->owner = NULL;
	p->weak.at[0].fd = -1;
}

/* 0, or -ENOMEM for one that can't signal its new owner and has no room in ppoll's array. */
static int give(struct set *s, struct entry *e, struct sigio_owner *to)
{
	struct sigio_state *p = s->state;
	if (e->fd < 0 || !(e->flags & ENTRY_WATCHED) || sigio_give(s, e, to) == 0)
		return 0;
	sigio_weaken(s, e);
	return weak_set(s, &p->weak, e);
}

static int change_owner(struct set *s, struct sigio_owner *me)
{
	struct sigio_state *p = s->state;
	int error = 0;
	sigio_hold(me);
	for (uint32_t i = 0; i < s->in.length && error == 0; i++)
		error = give(s, &s->in.at[i], me);
	disown(p);
	p->owner = me;
	p->overflows = atomic_load(&me->overflows);
	p->weak.at[0].fd = me->sfd;
	if (!MUTATED(NO_LOOK_AFTER_OWNER))
		look_at_all(s);
	return error;
}

/* The calling thread owns every armed descriptor from here on. 0 or -errno. A nested set is looked at by whichever thread carries a
 * virtual one: it has no owner, and no thread's mask is touched for it. */
static int take_over(struct set *s)
{
	struct sigio_state *p = s->state;
	if (s->nested) {
		disown(p);
		return 0;
	}
	int error = 0;
	struct sigio_owner *me = sigio_self(&error);
	if (me && __builtin_expect(me != p->owner, 0))
		error = change_owner(s, me);
	return error;
}

static void scan_after_overflow(struct set *s)
{
	struct sigio_state *p = s->state;
	uint32_t overflows = p->owner ? atomic_load(&p->owner->overflows) : p->overflows;
	if (__builtin_expect(overflows == p->overflows, 1))
		return;
	tally(s, SET_overflows, overflows - p->overflows);
	p->overflows = overflows;
	if (!MUTATED(NO_LOOK_AFTER_OVERFLOW))
		look_at_all(s);
}

/* ---- the engine ---- */

static int sigio_open(struct set *s)
{
	struct sigio_state *p = s->state;
	int rc = weak_open(&p->weak, s->wake);
	if (rc == 0 && (rc = maybe_open(&p->maybe)) < 0)
		weak_close(&p->weak);
	return rc;
}

static void sigio_close(struct set *s)
{
	struct sigio_state *p = s->state;
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].fd >= 0)
			sigio_disarm(s, &s->in.at[i]);
	disown(p);
	maybe_close(&p->maybe);
	weak_close(&p->weak);
}

/* Arming needs the owner, so the waiter does it when it applies the change. */
static int sigio_watch(struct set *s, struct entry *e, bool fresh)
{
	if (s->asleep && !fresh && (e->flags & ENTRY_WATCHED) && !e->own && !is_weak(e) && !maybe_now(s, e))
		return 0;
	if (!(MUTATED(NO_LOOK_AFTER_ARMING) && fresh))
		interest_push(&s->in, e);
	return 1;
}

static bool sigio_unwatch(struct set *s, struct entry *e)
{
	sigio_disarm(s, e);
	return e->own != 0; /* in ppoll's array, which pins the file */
}

/* shutdown(2) on our side raises no signal; a changed O_NONBLOCK may have cleared O_ASYNC; a set may have become nested. */
static void sigio_suspect(struct set *s, struct entry *e)
{
	if (s->nested && (e->flags & ENTRY_WATCHED))
		sigio_weaken(s, e);
	else if ((e->flags & ENTRY_WATCHED) && sigio_rearm(s, e) < 0)
		sigio_weaken(s, e);
	interest_push(&s->in, e);
	set_kick(s);
}

static void sigio_compacted(struct set *s)
{
	struct sigio_state *p = s->state;
	weak_compacted(s, &p->weak);
}

static int sigio_apply(struct set *s, uint32_t index)
{
	struct sigio_state *p = s->state;
	int rc = take_over(s);
	struct entry *e = &s->in.at[index];
	if (rc == 0 && e->fd >= 0 && !(e->flags & (ENTRY_WATCHED | ENTRY_WEAK))) {
		sigio_arm(s, e, p->owner);
		if (!MUTATED(NO_LOOK_AFTER_ARMING))
			interest_push(&s->in, e); /* what was ready before raises nothing */
	}
	return rc < 0 ? rc : weak_set(s, &p->weak, e);
}

static int sigio_ready(struct set *s, struct epoll_event *out, int max)
{
	struct sigio_state *p = s->state;
	int rc = take_over(s);
	if (rc < 0)
		return rc;
	scan_after_overflow(s);
	return maybe_verify(s, &p->maybe, out, max);
}

/* A full buffer: there may be more. */
static void read_signals(struct set *s)
{
	struct sigio_state *p = s->state;
	for (bool more = true; more && p->reads < READS; ) {
		if (p->mine) {
			pthread_mutex_lock(&s->lock);
			sigio_hint(s);
			pthread_mutex_unlock(&s->lock);
		}
		ssize_t got = read(p->weak.at[0].fd, p->info, sizeof p->info);
		uint32_t n = got > 0 ? (uint32_t)got / sizeof p->info[0] : 0;
		p->error = got < 0 && errno != EAGAIN && errno != EINTR ? -errno : 0;
		p->reads++;
		p->signals += n;
		sigio_route(s, n);
		more = n == SIGIO_BATCH;
	}
}

static int sigio_sleep(struct set *s, int64_t timeout_ns)
{
	struct sigio_state *p = s->state;
	p->reads = p->signals = 0;
	p->error = 0;
	int n = weak_sleep(&p->weak, timeout_ns);
	if (n > 0 && p->weak.at[0].revents)
		read_signals(s);
	return p->error ? p->error : n;
}

static void sigio_cost(struct set *s, int rc)
{
	struct sigio_state *p = s->state;
	weak_cost(s, &p->weak, rc);
	tally(s, SET_copied_out_bytes, (uint64_t)p->signals * sizeof p->info[0]);
	tally(s, SET_syscalls, p->reads);
}

static int sigio_collect(struct set *s, int rc, struct epoll_event *out, int n, int max)
{
	struct sigio_state *p = s->state;
	(void)rc;
	sigio_hint(s);
	n = weak_collect(s, &p->weak, out, n, max);
	scan_after_overflow(s);
	return p->reads ? maybe_add(s, &p->maybe, out, n, max) : n;
}

const struct engine engine_sigio = {
	.name = "sigio",
	.state_bytes = sizeof(struct sigio_state),
	.probe = sigio_probe,
	.open = sigio_open,
	.close = sigio_close,
	.watch = sigio_watch,
	.unwatch = sigio_unwatch,
	.suspect = sigio_suspect,
	.apply = sigio_apply,
	.compacted = sigio_compacted,
	.ready = sigio_ready,
	.sleep = sigio_sleep,
	.cost = sigio_cost,
	.collect = sigio_collect,
	.thread_leaves = sigio_thread_leaves,
	.release = sigio_release,
};
