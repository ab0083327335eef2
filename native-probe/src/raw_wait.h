/* The bare system calls that each engine is measured against: the loop that a careful C program would write for level-triggered readiness,
 * with no counting, no locks, no second thread, and no cancellation point of libc around its waits (sys.h), as Pollux's engines have none. One file
 * a loop, raw_<engine>.c; each has a struct raw of its own.
 *
 * poll, select, sigio and io_uring have an eventfd in the call, by which another thread could wake them: a loop whose interest list others
 * change cannot do without, and Pollux's engines have one. One thread, the one that opens. Measured, never used to serve anybody. */
#ifndef POLLUX_RAW_WAIT_H
#define POLLUX_RAW_WAIT_H

#include <stdbool.h>

struct raw;

struct raw_wait {
	const char *engine;
	/* For descriptors below `limit`. Null: no memory, or the kernel has not got it. */
	struct raw *(*open)(int limit);
	/* Registers a descriptor for `events` of poll(2); change: for others from now on; del: no more. */
	void (*add)(struct raw *r, int fd, short events);
	void (*change)(struct raw *r, int fd, short events);
	void (*del)(struct raw *r, int fd);
	/* Writes up to max > 0 ready descriptors to `ready` and gives their number. `block`: sleeps until there is one. */
	int (*wait)(struct raw *r, int *ready, int max, bool block);
	void (*close)(struct raw *r);
};

extern const struct raw_wait raw_epoll, raw_epoll_et, raw_poll, raw_select, raw_sigio, raw_io_uring;

/* The loop beside an engine; null: there is none. */
const struct raw_wait *raw_wait_of(const char *engine);

#endif
