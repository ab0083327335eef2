/* io_uring as a readiness engine: one multishot poll request an entry, armed once. What it completes with is a hint and no more (Linux
 * 6.18 completes with IN|PRI where poll(2) says IN): every hint is verified (maybe.h). Arming and cancelling ride on the next wait.
 *
 * A ring belongs to one thread (uring.h). When another comes to wait, it makes its own and arms everything anew. A set that is nested
 * in another, or that threads wait on in turn, has no ring: ppoll watches all of it (weak_list.h), and no thread pays for the others. */
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "sys.h"
#include "uring_arm.h"

#define MOVES 16  /* changes of owner in quick succession ... */
#define QUICK 64  /* ... this many waits apart at most: the set is shared */
#define ENTER_BYTES (sizeof(struct io_uring_getevents_arg))

static int uring_probe(void)
{
	struct uring ring;
	int rc = uring_open(&ring, 2, 4);
	if (rc == 0) {
		rc = uring_wait(&ring, 0);
		uring_close(&ring);
	}
	return rc;
}

static int uring_engine_open(struct set *s)
{
	struct uring_state *p = s->state;
	p->ring.fd = -1;
	int rc = weak_open(&p->weak, s->wake);
	if (rc == 0 && (rc = maybe_open(&p->maybe)) < 0)
		weak_close(&p->weak);
	return rc;
}

static void uring_engine_close(struct set *s)
{
	struct uring_state *p = s->state;
	arms_close(s);
	free(p->armings);
	maybe_close(&p->maybe);
	weak_close(&p->weak);
}

/* ---- ownership ---- */

static void share(struct set *s)
{
	struct uring_state *p = s->state;
	arms_close(s);
	p->shared = true;
	for (uint32_t i = 0; i < s->in.length; i++)
		interest_touch(&s->in, &s->in.at[i]);
}

/* Does another thread's wait follow so soon, so often, that arming for each costs more than it saves? */
static bool restless(struct set *s)
{
	struct uring_state *p = s->state;
	p->moves = s->round - p->moved_at <= QUICK ? p->moves + 1 : 0;
	p->moved_at = s->round;
	return p->moves > MOVES;
}

/* The calling thread has the ring from here on, if there is to be one. 0 or -errno. */
static int take_over(struct set *s)
{
	struct uring_state *p = s->state;
	if (p->shared)
		return 0;
	bool mine = p->ring.fd >= 0 && p->owner == thread_id();
	if (__builtin_expect(mine && !s->nested, 1))
		return 0;
	if (s->nested || (p->ring.fd >= 0 && restless(s))) {
		share(s);
		return 0;
	}
	arms_close(s);
	return arms_open(s);
}

/* ---- interest ---- */

static int uring_watch(struct set *s, struct entry *e, bool fresh)
{
	const struct uring_state *p = s->state;
	if (fresh || p->shared)
		return 1;
	if (s->asleep && arms_cover(s, e) && !maybe_now(s, e))
		return 0;
	interest_push(&s->in, e);
	return 1;
}

/* Called for a close that is about to be: the request must be gone first, for it pins the file. Its owner cancels it, at once when it
 * calls itself or sleeps. While the owner is at work elsewhere, only closing the ring lets go of the file. */
static bool uring_unwatch(struct set *s, struct entry *e)
{
	struct uring_state *p = s->state;
	if (p->shared || !e->own || s->asleep)
		return e->own != 0;
	if (p->owner != thread_id() && s->busy)
		p->doomed = true; /* in its call, for a moment */
	else if (p->owner != thread_id() || arms_disarm(s, e) < 0 || arms_submit(s) < 0)
		arms_close(s);
	return false;
}

static void uring_suspect(struct set *s, struct entry *e)
{
	struct uring_state *p = s->state;
	(void)e;
	if (s->nested && !p->shared)
		share(s);
}

static int uring_apply(struct set *s, uint32_t index)
{
	struct uring_state *p = s->state;
	int rc = take_over(s);
	struct entry *e = &s->in.at[index];
	if (rc == 0 && p->shared) {
		e->flags |= e->fd >= 0 ? ENTRY_WEAK : 0;
		return weak_set(s, &p->weak, e);
	}
	if (rc == 0 && e->own && !(e->fd >= 0 && (e->flags & ENTRY_WATCHED)))
		rc = arms_disarm(s, e); /* of an entry that had this place before */
	return rc == 0 && e->fd >= 0 ? arms_arm(s, e) : rc;
}

static void uring_compacted(struct set *s)
{
	struct uring_state *p = s->state;
	if (p->shared)
		weak_compacted(s, &p->weak);
	else
		arms_compacted(s);
}

/* ---- waits ---- */

/* Everything is armed before it is verified, so what becomes ready after the poll completes a request. */
static int uring_ready(struct set *s, struct epoll_event *out, int max)
{
	struct uring_state *p = s->state;
	int rc = take_over(s);
	p->completions = 0;
	if (rc == 0 && p->ring.pending) {
		rc = arms_submit(s);
		arms_harvest(s);
	}
	if (rc == 0)
		rc = p->error;
	int n = rc < 0 ? rc : maybe_verify(s, &p->maybe, out, max);
	p->again = s->in.dirty_length > 0;
	return n;
}

static int uring_sleep(struct set *s, int64_t timeout_ns)
{
	struct uring_state *p = s->state;
	p->timeout_ns = p->again ? 0 : timeout_ns;
	int rc = p->shared ? weak_sleep(&p->weak, p->timeout_ns) : uring_wait(&p->ring, p->timeout_ns);
	return rc == 0 ? p->again : rc;
}

static void uring_cost(struct set *s, int rc)
{
	struct uring_state *p = s->state;
	if (p->shared)
		weak_cost(s, &p->weak, rc);
	else
		tally(s, SET_copied_in_bytes, ENTER_BYTES + (p->timeout_ns > 0 ? sizeof(struct __kernel_timespec) : 0));
	tally(s, SET_syscalls, p->ring.calls > 1 ? p->ring.calls - 1 : 0); /* the core counts one */
	p->ring.calls = 0;
	if (p->doomed) {
		arms_harvest(s);
		arms_close(s);
	}
}

static int uring_collect(struct set *s, int rc, struct epoll_event *out, int n, int max)
{
	struct uring_state *p = s->state;
	(void)rc;
	if (p->shared)
		return weak_collect(s, &p->weak, out, n, max);
	arms_harvest(s);
	tally(s, SET_scanned_fds, p->completions);
	tally(s, SET_copied_out_bytes, p->completions * sizeof(struct io_uring_cqe));
	return maybe_add(s, &p->maybe, out, n, max);
}

/* EEXIST: a thread id came back with another thread. Not twice in a row. */
static int uring_recover(struct set *s, int error)
{
	struct uring_state *p = s->state;
	if (error != -EEXIST || s->round - p->recovered_at <= 1)
		return error;
	p->recovered_at = s->round;
	arms_close(s);
	return 0;
}

const struct engine engine_io_uring = {
	.name = "io_uring",
	.state_bytes = sizeof(struct uring_state),
	.probe = uring_probe,
	.open = uring_engine_open,
	.close = uring_engine_close,
	.watch = uring_watch,
	.unwatch = uring_unwatch,
	.suspect = uring_suspect,
	.apply = uring_apply,
	.compacted = uring_compacted,
	.ready = uring_ready,
	.sleep = uring_sleep,
	.cost = uring_cost,
	.collect = uring_collect,
	.recover = uring_recover,
};
