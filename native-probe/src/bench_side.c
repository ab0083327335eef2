#include "bench_side.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine.h"
#include "set.h"

static int raw_open(struct side *s)
{
	s->loop = raw_wait_of(engine_name((uint32_t)s->engine));
	s->raw = s->loop->open(s->limit);
	return s->raw ? 0 : -ENOMEM;
}

static void raw_add(struct side *s, int fd, short events) { s->loop->add(s->raw, fd, events); }
static void raw_change(struct side *s, int fd, short events) { s->loop->change(s->raw, fd, events); }
static void raw_del(struct side *s, int fd) { s->loop->del(s->raw, fd); }
static int raw_wait(struct side *s, int *ready, int max, bool block) { return s->loop->wait(s->raw, ready, max, block); }
static void raw_close(struct side *s) { s->loop->close(s->raw); }

static void pollux_close(struct side *s)
{
	if (s->epfd >= 0) {
		set_closing(s->epfd);
		close(s->epfd);
	}
	free(s->events);
}

static int pollux_open(struct side *s)
{
	s->events = calloc((size_t)s->limit, sizeof *s->events);
	s->epfd = epoll_create1(EPOLL_CLOEXEC);
	int rc = s->epfd < 0 ? -errno : s->events ? 0 : -ENOMEM;
	if (rc == 0) {
		set_created(s->epfd);
		rc = set_use(s->epfd, (uint32_t)s->engine);
	}
	if (rc < 0)
		pollux_close(s);
	return rc;
}

static void control(const struct side *s, int op, int fd, short events)
{
	set_ctl(s->epfd, op, fd, &(struct epoll_event){ .events = (uint32_t)events, .data.fd = fd });
}

static void pollux_add(struct side *s, int fd, short events) { control(s, EPOLL_CTL_ADD, fd, events); }
static void pollux_change(struct side *s, int fd, short events) { control(s, EPOLL_CTL_MOD, fd, events); }
static void pollux_del(struct side *s, int fd) { control(s, EPOLL_CTL_DEL, fd, 0); }

static int pollux_wait(struct side *s, int *ready, int max, bool block)
{
	int n = set_wait(s->epfd, s->events, max < s->limit ? max : s->limit, block ? -1 : 0);
	for (int i = 0; i < n; i++)
		ready[i] = s->events[i].data.fd;
	return n < 0 ? 0 : n;
}

const struct side_calls side_raw = { raw_open, raw_add, raw_change, raw_del, raw_wait, raw_close };
const struct side_calls side_pollux = { pollux_open, pollux_add, pollux_change, pollux_del, pollux_wait, pollux_close };
