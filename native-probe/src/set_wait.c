/* epoll_wait: the kernel's, without a lock, or an engine's, with the waiter role. -EAGAIN inside this file: look again which. */
#include <errno.h>

#include "clock.h"
#include "set_core.h"
#include "sys.h"

/* From the hook's call to the system call is one function. The kernel leaves the return stack of many processors empty (RSB filling; "Safe RET"
 * on AMD), so each return from a function that was entered before the system call is mispredicted: 25 ns a frame on an EPYC under Linux 6.18, beside
 * some 60 ns that all else here takes. */
#define HERE inline __attribute__((always_inline))

/* Threads inside a wait that belongs to no set. */
static _Atomic int strays;

struct call {
	struct epoll_event *events;
	uint64_t start;
	int epfd, max, timeout_ms;
	int64_t timeout_ns;       /* the same */
	struct stock_wait *stock; /* null: epoll_wait(2) */
};

static uint64_t deadline_of(const struct call *call)
{
	return call->timeout_ns < 0 ? UINT64_MAX : call->start + (uint64_t)call->timeout_ns;
}

/* Waits in the kernel. The first round takes the caller's own number: no rounding, and no clock. */
static HERE int ask_kernel(struct set *s, const struct call *call, bool first)
{
	if (__builtin_expect(call->stock == NULL, 1))
		return sys_epoll_wait(call->epfd, call->events, call->max, first ? call->timeout_ms : to_ms(time_left(deadline_of(call))));
	int n = call->stock->wait(call->stock, call->events, call->max, first ? call->timeout_ns : time_left(deadline_of(call)), !first);
	if (call->stock->calls)
		set_count(s, SET_syscalls, call->stock->calls);
	if (call->stock->bytes_in)
		set_count(s, SET_copied_in_bytes, call->stock->bytes_in);
	return n;
}

/* The hot path of the default engine: two atomic adds, two clock reads and one row lock around the system call. */
static HERE int kernel_wait(struct set *s, const struct call *call, bool first)
{
	int n = -EAGAIN;
	atomic_fetch_add(&s->kernel_waiters, 1);
	if (__builtin_expect(atomic_load(&s->engine) == ENGINE_epoll && !atomic_load(&sets_released), 1)) {
		int returned = n = ask_kernel(s, call, first);
		if (n > 0 && __builtin_expect(atomic_load_explicit(&s->kick_on, memory_order_relaxed), 0))
			n = kick_filter(call->events, n);
		if (returned > 0 && n == 0)
			n = -EAGAIN;
		set_count_kernel_wait(s, returned, n, call->timeout_ms, call->start);
	}
	atomic_fetch_sub(&s->kernel_waiters, 1);
	return n;
}

/* The engine hears of every entry that changed since it last looked. */
static int apply_changes(struct set *s, const struct engine *engine)
{
	struct interest *in = &s->in;
	for (;;) {
		while (in->dirty_length) {
			uint32_t index = in->dirty[--in->dirty_length];
			in->at[index].flags &= ~(uint32_t)ENTRY_DIRTY;
			int rc = engine->apply(s, index);
			if (rc < 0)
				return rc;
		}
		if (!interest_sparse(in) || !engine->apply)
			return 0;
		interest_compact(in);
		if (engine->compacted)
			engine->compacted(s);
	}
}

/* What is ready without a sleep. Edges that found no room in the last wait come first, so that level-triggered members do not starve them. */
static int known_ready(struct set *s, const struct engine *engine, struct epoll_event *out, int max)
{
	int n = apply_changes(s, engine);
	if (n == 0)
		n = edges_collect(s, out, 0, max);
	if (n >= 0 && n < max && engine->ready) {
		int more = engine->ready(s, out + n, max - n);
		n = more >= 0 ? n + more : n > 0 ? n : more;
	}
	return n < 0 ? n : edges_collect(s, out, n, max);
}

/* One look: what is ready already, one system call, what it brought. 0 with *rc == 0: it timed out. */
static HERE int look(struct set *s, const struct engine *engine, struct epoll_event *out, int max, uint64_t deadline, int *rc)
{
	s->round++;
	int n = known_ready(s, engine, out, max);
	if (n < 0)
		return n;
	int64_t left = n ? 0 : time_left(deadline);
	if (left == 0 && engine->complete && engine->complete(s)) {
		*rc = 0;
		return n;
	}
	s->asleep = left != 0;
	if (left && s->tally[SET_syscalls - TALLIED_FIRST])
		set_flush(s); /* a wait that keeps finding nothing to report may last for hours: what it cost is counted before each sleep */
	pthread_mutex_unlock(&s->lock);
	*rc = engine->sleep(s, left);
	pthread_mutex_lock(&s->lock);
	s->asleep = false;
	tally(s, SET_syscalls, 1);
	if (engine->cost)
		engine->cost(s, *rc);
	set_unkick(s);
	if (*rc < 0)
		return n ? n : *rc;
	if (*rc && (n = engine->collect(s, *rc, out, n, max)) < 0)
		return n;
	return edges_collect(s, out, n, max);
}

static HERE int wait_with_role(struct set *s, struct epoll_event *out, int max, uint64_t deadline)
{
	const struct engine *engine = s->serving;
	for (;;) {
		int rc = 1, n = look(s, engine, out, max, deadline, &rc);
		if (n > 0 || n == -EINTR)
			return n;
		if (n < 0) {
			if (!engine->recover || engine->recover(s, n) < 0) {
				set_fall_back(s, FALLBACK_wait);
				return -EAGAIN;
			}
			continue;
		}
		if (s->switchers)
			return -EAGAIN;
		if (rc == 0)
			return 0;
	}
}

static HERE int engine_wait(struct set *s, const struct call *call)
{
	if (call->max <= 0)
		return -EINVAL;
	uint64_t deadline = deadline_of(call);
	atomic_fetch_add(&s->waiters, 1);
	pthread_mutex_lock(&s->lock);
	int n = -EAGAIN;
	if (s->epfd == call->epfd && !s->serving->kernel && (n = set_take_role(s, deadline)) == 0) {
		n = wait_with_role(s, call->events, call->max, deadline);
		set_drop_role(s);
	}
	bool gone = s->closing || s->epfd != call->epfd;
	n = n == -EAGAIN && gone ? -EINTR : n == -ETIMEDOUT ? 0 : n;
	if (n != -EAGAIN)
		set_count_wait(s, n, call->timeout_ms, call->start);
	pthread_mutex_unlock(&s->lock);
	atomic_fetch_sub(&s->waiters, 1);
	return n;
}

static HERE int dispatch(struct set *s, const struct call *call)
{
	int n = -EAGAIN;
	for (bool first = true; n == -EAGAIN; first = false) {
		if (__builtin_expect(sets_released, 0))
			return -EINTR;
		if (atomic_load_explicit(&s->engine, memory_order_relaxed) == ENGINE_epoll)
			n = kernel_wait(s, call, first);
		else
			n = engine_wait(s, call);
	}
	return n;
}

static void leave_thread(void)
{
	for (int i = 0; i < ENGINES; i++)
		if (engines[i]->thread_leaves)
			engines[i]->thread_leaves();
}

/* No set: a descriptor that is none (the kernel says what is wrong), one past FD_LIMIT, or a straggler after detach. */
static int stray_wait(const struct call *call)
{
	if (sets_released)
		return -EINTR;
	atomic_fetch_add(&strays, 1);
	int n = call->stock ? call->stock->wait(call->stock, call->events, call->max, call->timeout_ns, false)
			    : sys_epoll_wait(call->epfd, call->events, call->max, call->timeout_ms);
	atomic_fetch_sub(&strays, 1);
	return n;
}

static HERE int wait_for(const struct call *call)
{
	struct set *s = set_of(call->epfd);
	if (__builtin_expect(s == NULL, 0))
		return stray_wait(call);
	if (__builtin_expect(s->pending, 0))
		set_settle(s);
	int n = dispatch(s, call);
	if (__builtin_expect(atomic_load_explicit(&threads_held, memory_order_relaxed) > 0, 0))
		leave_thread();
	return n;
}

int set_wait(int epfd, struct epoll_event *events, int max, int timeout_ms)
{
	struct call call = { .events = events, .start = clock_ns(), .epfd = epfd, .max = max, .timeout_ms = timeout_ms,
			     .timeout_ns = timeout_ms < 0 ? -1 : timeout_ms * 1000000ll };
	return wait_for(&call);
}

int set_wait_by(int epfd, struct epoll_event *events, int max, int64_t timeout_ns, struct stock_wait *stock)
{
	struct call call = { .events = events, .start = clock_ns(), .epfd = epfd, .max = max, .timeout_ms = to_ms(timeout_ns),
			     .timeout_ns = timeout_ns, .stock = stock };
	return wait_for(&call);
}

bool sets_over(void)
{
	return sets_released;
}

int sets_waiters(void)
{
	int n = atomic_load(&strays);
	for (struct set *s = sets_first(); s; s = s->next)
		n += (int)(atomic_load(&s->kernel_waiters) + atomic_load(&s->waiters));
	return n;
}
