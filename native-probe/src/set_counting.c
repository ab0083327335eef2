/* What a set's waits cost, added to its row. A wait adds up to eight columns, so the row has a spin lock for one atomic exchange
 * and plain adds inside, which is cheaper than eight atomic adds; two threads seldom wait on one set. */
#include <errno.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clock.h"
#include "set_core.h"

#define EVENT_BYTES sizeof(struct epoll_event)

static void row_lock(struct set *s)
{
	while (atomic_flag_test_and_set_explicit(&s->counting, memory_order_acquire))
		sched_yield();
}

static void row_unlock(struct set *s)
{
	atomic_flag_clear_explicit(&s->counting, memory_order_release);
}

/* A set without a row counts in its engine's, which several sets share: atomic. */
static void add_shared(const struct set *s, enum set_column column, uint64_t n)
{
	if (engine_rows)
		count(&engine_rows[atomic_load_explicit(&s->engine, memory_order_relaxed)].c[column], n);
}

/* Under the row's lock. */
static inline void add(const struct set *s, struct set_row *row, enum set_column column, uint64_t n)
{
	if (__builtin_expect(row != NULL, 1))
		atomic_store_explicit(&row->c[column], atomic_load_explicit(&row->c[column], memory_order_relaxed) + n,
				      memory_order_relaxed);
	else
		add_shared(s, column, n);
}

static inline struct set_row *row_of(const struct set *s)
{
	int index = atomic_load_explicit(&s->row, memory_order_relaxed);
	return index >= 0 ? &set_rows[index] : NULL;
}

void set_count(struct set *s, enum set_column column, uint64_t n)
{
	row_lock(s);
	add(s, row_of(s), column, n);
	row_unlock(s);
}

void set_count_ctl(struct set *s, uint32_t calls)
{
	row_lock(s);
	struct set_row *row = row_of(s);
	add(s, row, SET_syscalls, calls);
	add(s, row, SET_copied_in_bytes, calls * EVENT_BYTES);
	row_unlock(s);
}

/* Under the row's lock. Without a branch for each: six plain adds. */
static inline void flush(struct set *s, struct set_row *row)
{
	for (int i = 0; i < TALLIED; i++) {
		add(s, row, (enum set_column)(TALLIED_FIRST + i), s->tally[i]);
		s->tally[i] = 0;
	}
}

void set_flush(struct set *s)
{
	row_lock(s);
	flush(s, row_of(s));
	row_unlock(s);
}

static enum set_column outcome(int n, int timeout_ms, uint64_t ns)
{
	if (n > 0)
		return SET_waits_ready;
	if (n == -EINTR)
		return SET_waits_interrupted;
	if (n < 0)
		return SET_waits_failed;
	/* the kernel's clock and ours may differ by a few us in a ms */
	bool early = timeout_ms < 0 || ns + 1000000 < (uint64_t)timeout_ms * 1000000;
	return early ? SET_waits_early : SET_waits_timeout;
}

int32_t thread_id(void)
{
	static __thread int32_t id;
	if (__builtin_expect(id == 0, 0))
		id = (int32_t)syscall(SYS_gettid);
	return id;
}

/* Who waited, and how long the loop was at work before. Under the row's lock. */
static void stamp(const struct set *s, struct set_row *row, uint64_t start, uint64_t end)
{
	if (!row)
		return;
	int32_t tid = thread_id();
	if (atomic_load_explicit(&row->tid, memory_order_relaxed) != tid)
		atomic_store_explicit(&row->tid, tid, memory_order_relaxed);
	uint64_t last = atomic_load_explicit(&row->last_return_ns, memory_order_relaxed);
	if (last && start > last)
		add(s, row, SET_work_ns, start - last);
	atomic_store_explicit(&row->last_return_ns, end, memory_order_relaxed);
}

/* Under the row's lock. */
static void add_wait(const struct set *s, struct set_row *row, int n, int timeout_ms, uint64_t start)
{
	uint64_t end = clock_ns();
	uint64_t ns = clock_since(start, end);
	add(s, row, outcome(n, timeout_ms, ns), 1);
	add(s, row, SET_wait_ns, ns);
	if (n > 0)
		add(s, row, SET_ready_fds, (uint64_t)n);
	stamp(s, row, start, end);
}

void set_count_wait(struct set *s, int n, int timeout_ms, uint64_t start)
{
	row_lock(s);
	struct set_row *row = row_of(s);
	flush(s, row);
	add_wait(s, row, n, timeout_ms, start);
	row_unlock(s);
}

void set_count_kernel_wait(struct set *s, int returned, int n, int timeout_ms, uint64_t start)
{
	row_lock(s);
	struct set_row *row = row_of(s);
	add(s, row, SET_syscalls, 1);
	if (returned > 0) {
		add(s, row, SET_scanned_fds, (uint64_t)returned);
		add(s, row, SET_copied_out_bytes, (uint64_t)returned * EVENT_BYTES);
	}
	if (n != -EAGAIN)
		add_wait(s, row, n, timeout_ms, start);
	row_unlock(s);
}

void set_row_begin(struct set *s)
{
	s->row = set_rows ? set_row_open(s->epfd, s->engine, s->own) : -1;
}

/* Waits so far belong to the engine that served them. */
void set_row_moved(struct set *s, uint32_t engine)
{
	set_flush(s);
	row_lock(s);
	int row = s->row;
	if (row >= 0) {
		add(s, row_of(s), SET_switches, 1);
		set_row_fold(row, false, engine);
	} else if (engine_rows) {
		count(&engine_rows[engine].c[SET_switches], 1);
	}
	row_unlock(s);
}

void set_row_members(struct set *s)
{
	int row = s->row;
	if (row >= 0)
		atomic_store_explicit(&set_rows[row].members, s->in.live - s->parked - (s->edges >= 0), memory_order_relaxed);
}

void set_row_end(struct set *s)
{
	set_flush(s);
	row_lock(s);
	int row = atomic_exchange(&s->row, -1);
	if (row >= 0)
		set_row_fold(row, true, s->engine);
	row_unlock(s);
}
