/* The rings are shared memory: the kernel moves the head of the one queue and the tail of the other. */
#include "uring.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sys.h"

#ifndef IORING_SETUP_SINGLE_ISSUER /* kernel headers before 6.0 */
#define IORING_SETUP_SINGLE_ISSUER (1U << 12)
#endif
#ifndef IORING_SETUP_TASKRUN_FLAG /* kernel headers before 5.19 */
#define IORING_SETUP_TASKRUN_FLAG (1U << 9)
#define IORING_SQ_TASKRUN (1U << 2)
#endif
#ifndef IORING_SETUP_DEFER_TASKRUN /* kernel headers before 6.1 */
#define IORING_SETUP_DEFER_TASKRUN (1U << 13)
#endif
#define FLAGS (IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | \
               IORING_SETUP_TASKRUN_FLAG)
#define FEATURES (IORING_FEAT_SINGLE_MMAP | IORING_FEAT_NODROP | IORING_FEAT_EXT_ARG)

static void *map(int fd, size_t bytes, uint64_t offset)
{
	return mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, (off_t)offset);
}

/* One mapping holds the heads, tails and completions (IORING_FEAT_SINGLE_MMAP, Linux 5.4), one the requests. */
static int map_rings(struct uring *r, const struct io_uring_params *p)
{
	size_t sq = p->sq_off.array + p->sq_entries * sizeof(unsigned), cq = p->cq_off.cqes + p->cq_entries * sizeof(struct io_uring_cqe);
	r->rings_bytes = sq > cq ? sq : cq;
	r->sqes_bytes = p->sq_entries * sizeof(struct io_uring_sqe);
	void *rings = map(r->fd, r->rings_bytes, IORING_OFF_SQ_RING), *sqes = map(r->fd, r->sqes_bytes, IORING_OFF_SQES);
	r->rings = rings == MAP_FAILED ? NULL : rings;
	r->sqes = sqes == MAP_FAILED ? NULL : sqes;
	return r->rings && r->sqes ? 0 : -ENOMEM;
}

/* Requests are used in turn: place i of the queue is request i, for ever. */
static void lay_out(struct uring *r, const struct io_uring_params *p)
{
	char *at = r->rings;
	r->sq_tail = (void *)(at + p->sq_off.tail);
	r->sq_flags = (void *)(at + p->sq_off.flags);
	r->cq_head = (void *)(at + p->cq_off.head);
	r->cq_tail = (void *)(at + p->cq_off.tail);
	r->cqes = (void *)(at + p->cq_off.cqes);
	r->sq_entries = p->sq_entries;
	r->sq_mask = p->sq_entries - 1;
	r->cq_mask = p->cq_entries - 1;
	unsigned *array = (void *)(at + p->sq_off.array);
	for (unsigned i = 0; i < p->sq_entries; i++)
		array[i] = i;
}

int uring_open(struct uring *r, unsigned requests, unsigned completions)
{
	struct io_uring_params p = { .flags = FLAGS, .cq_entries = completions };
	memset(r, 0, sizeof *r);
	long fd = syscall(SYS_io_uring_setup, requests, &p);
	r->fd = fd < 0 ? -1 : (int)fd;
	int rc = fd < 0 ? -errno : (p.features & FEATURES) != FEATURES ? -EINVAL : map_rings(r, &p);
	if (rc < 0)
		uring_close(r);
	else
		lay_out(r, &p);
	return rc;
}

void uring_close(struct uring *r)
{
	if (r->rings)
		munmap(r->rings, r->rings_bytes);
	if (r->sqes)
		munmap(r->sqes, r->sqes_bytes);
	if (r->fd >= 0)
		close(r->fd);
	*r = (struct uring){ .fd = -1 };
}

struct io_uring_sqe *uring_request(struct uring *r)
{
	if (r->pending == r->sq_entries)
		return NULL;
	unsigned tail = atomic_load_explicit(r->sq_tail, memory_order_relaxed);
	struct io_uring_sqe *sqe = &r->sqes[(tail + r->pending++) & r->sq_mask];
	memset(sqe, 0, sizeof *sqe);
	return sqe;
}

/* More than half of the completion queue? */
static bool room(const struct uring *r)
{
	unsigned used = atomic_load_explicit(r->cq_tail, memory_order_acquire) - atomic_load_explicit(r->cq_head, memory_order_relaxed);
	return used <= r->cq_mask / 2;
}

static int enter(struct uring *r, unsigned submit, unsigned least, unsigned flags, const void *argument, size_t bytes)
{
	r->calls++;
	return sys_call6(SYS_io_uring_enter, r->fd, submit, least, flags, (long)argument, (long)bytes);
}

/* A call posts some twenty completions (IO_LOCAL_TW_DEFAULT_MAX, Linux 6.12) and says by a flag that there are more. The flag alone is no
 * reason to go on: who queues work sets it after the work is in sight, and when it was done in between, the flag stands for nothing and
 * no call takes it down (seen on Linux 6.18 as a thread that never came out of here). */
static void post_all(struct uring *r)
{
	unsigned before, after = atomic_load_explicit(r->cq_tail, memory_order_acquire);
	do {
		if (!(atomic_load_explicit(r->sq_flags, memory_order_relaxed) & IORING_SQ_TASKRUN) || !room(r))
			return;
		before = after;
		if (enter(r, 0, 0, IORING_ENTER_GETEVENTS, NULL, 0) < 0)
			return;
		after = atomic_load_explicit(r->cq_tail, memory_order_acquire);
	} while (after != before);
}

static int hand_over(struct uring *r, unsigned least)
{
	unsigned tail = atomic_load_explicit(r->sq_tail, memory_order_relaxed);
	atomic_store_explicit(r->sq_tail, tail + r->pending, memory_order_release);
	int taken = enter(r, r->pending, least, IORING_ENTER_GETEVENTS, NULL, 0);
	if (taken < 0) { /* none was: they are offered again */
		atomic_store_explicit(r->sq_tail, tail, memory_order_release);
		return taken;
	}
	atomic_store_explicit(r->sq_tail, tail + (unsigned)taken, memory_order_release);
	r->pending -= (unsigned)taken;
	post_all(r);
	return taken;
}

int uring_enter(struct uring *r)
{
	return hand_over(r, 0);
}

int uring_hand_over_and_wait(struct uring *r)
{
	return hand_over(r, 1);
}

int uring_wait(struct uring *r, int64_t timeout_ns)
{
	struct __kernel_timespec time = { .tv_sec = timeout_ns / 1000000000, .tv_nsec = timeout_ns % 1000000000 };
	struct io_uring_getevents_arg argument = { .ts = timeout_ns > 0 ? (uint64_t)(uintptr_t)&time : 0 };
	int rc = enter(r, 0, timeout_ns != 0, IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG, &argument, sizeof argument);
	if (rc < 0 && rc != -ETIME)
		return rc;
	post_all(r);
	return uring_completion(r) != NULL;
}

const struct io_uring_cqe *uring_completion(const struct uring *r)
{
	unsigned head = atomic_load_explicit(r->cq_head, memory_order_relaxed);
	return head == atomic_load_explicit(r->cq_tail, memory_order_acquire) ? NULL : &r->cqes[head & r->cq_mask];
}

void uring_seen(struct uring *r)
{
	atomic_store_explicit(r->cq_head, atomic_load_explicit(r->cq_head, memory_order_relaxed) + 1, memory_order_release);
}
