/* The two sides of one comparison, behind one shape: a bare C loop, or an engine of Pollux's. */
#ifndef POLLUX_BENCH_SIDE_H
#define POLLUX_BENCH_SIDE_H

#include <sys/epoll.h>

#include "bench.h"
#include "raw_wait.h"

struct side {
	const struct side_calls *calls;
	int engine;
	int limit;     /* above every descriptor */
	const struct raw_wait *loop;
	struct raw *raw;
	int epfd;
	struct epoll_event *events; /* `limit` of them */
};

struct side_calls {
	/* 0 or -errno. */
	int (*open)(struct side *s);
	void (*add)(struct side *s, int fd, short events);
	void (*change)(struct side *s, int fd, short events);
	void (*del)(struct side *s, int fd);
	int (*wait)(struct side *s, int *ready, int max, bool block);
	void (*close)(struct side *s);
};

extern const struct side_calls side_raw, side_pollux;

#endif
