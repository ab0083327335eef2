/* One io_uring by raw system calls: set up for one owner thread, whose completions are posted when it asks for them and at no other time
 * (IORING_SETUP_SINGLE_ISSUER and DEFER_TASKRUN, Linux 6.1). Without these two the kernel would interrupt whatever the submitting thread
 * does elsewhere, with EINTR from its other waits.
 *
 *   submission queue    requests that the next uring_enter hands over       struct io_uring_sqe, 64 bytes
 *   completion queue    what became of them, oldest at *cq_head             struct io_uring_cqe, 16 bytes
 *
 * Not thread-safe: the owner's, but for uring_close. Sources: io_uring(7), io_uring_setup(2), io_uring_enter(2). */
#ifndef POLLUX_URING_H
#define POLLUX_URING_H

#include <linux/io_uring.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct uring {
	int fd; /* -1: none */
	_Atomic unsigned *sq_tail, *sq_flags, *cq_head, *cq_tail;
	unsigned sq_entries, sq_mask, cq_mask;
	unsigned pending; /* requests not handed over */
	unsigned calls;   /* system calls made; the caller's to clear */
	struct io_uring_sqe *sqes;
	const struct io_uring_cqe *cqes;
	void *rings;
	size_t rings_bytes, sqes_bytes;
};

/* A ring with room for so many requests and completions (powers of two), owned by the calling thread. 0 or -errno: -ENOSYS or -EPERM
 * where the kernel has none or forbids it (kernel.io_uring_disabled, seccomp), -EINVAL before Linux 6.1. */
int uring_open(struct uring *r, unsigned requests, unsigned completions);
/* Any thread, but none inside uring_enter or uring_wait. What is armed is cancelled by the kernel a moment later. */
void uring_close(struct uring *r);
/* An empty request, zeroed. Null: the queue is full, hand it over first. */
struct io_uring_sqe *uring_request(struct uring *r);
/* Hands pending requests over and has completions posted that are due, to half the queue's room; never blocks. Requests taken, or -errno. */
int uring_enter(struct uring *r);
/* Hands pending requests over and waits, in the same call, until there is a completion. Requests taken, or -errno. */
int uring_hand_over_and_wait(struct uring *r);
/* Waits for a completion at most `timeout_ns` (0: not at all, < 0: for ever). 1, 0: none in time, or -errno. */
int uring_wait(struct uring *r, int64_t timeout_ns);
/* The oldest completion, or null; uring_seen gives its place back. */
const struct io_uring_cqe *uring_completion(const struct uring *r);
void uring_seen(struct uring *r);

#endif
