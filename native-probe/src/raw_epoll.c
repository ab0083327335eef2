/* epoll_wait(2): level-triggered by the kernel, or edge-triggered, registered once for all there is and verified. */
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "raw_hints.h"
#include "raw_wait.h"
#include "sys.h"

#define EDGES (EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP | EPOLLET)

struct raw {
	int epfd, limit;
	struct epoll_event *events; /* `limit` of them */
	struct raw_hints hints;     /* edge-triggered only */
};

static void raw_close(struct raw *r)
{
	if (r->epfd >= 0)
		close(r->epfd);
	raw_hints_close(&r->hints);
	free(r->events);
	free(r);
}

static struct raw *level_open(int limit)
{
	struct raw *r = calloc(1, sizeof *r);
	if (!r)
		return NULL;
	r->limit = limit;
	r->epfd = epoll_create1(EPOLL_CLOEXEC);
	r->events = calloc((size_t)limit, sizeof *r->events);
	if (r->epfd >= 0 && r->events)
		return r;
	raw_close(r);
	return NULL;
}

static void control(const struct raw *r, int op, int fd, uint32_t events)
{
	epoll_ctl(r->epfd, op, fd, &(struct epoll_event){ .events = events, .data.fd = fd });
}

static void level_add(struct raw *r, int fd, short events) { control(r, EPOLL_CTL_ADD, fd, (uint32_t)events); }
static void level_change(struct raw *r, int fd, short events) { control(r, EPOLL_CTL_MOD, fd, (uint32_t)events); }
static void level_del(struct raw *r, int fd) { control(r, EPOLL_CTL_DEL, fd, 0); }

static int level_wait(struct raw *r, int *ready, int max, bool block)
{
	int n = sys_epoll_wait(r->epfd, r->events, max < r->limit ? max : r->limit, block ? -1 : 0);
	for (int i = 0; i < n; i++)
		ready[i] = r->events[i].data.fd;
	return n < 0 ? 0 : n;
}

/* ---- edge-triggered ---- */

static struct raw *edge_open(int limit)
{
	struct raw *r = level_open(limit);
	if (!r || raw_hints_open(&r->hints, limit))
		return r;
	raw_close(r);
	return NULL;
}

static void edge_add(struct raw *r, int fd, short events)
{
	r->hints.events[fd] = events;
	control(r, EPOLL_CTL_ADD, fd, EDGES);
}

static void edge_change(struct raw *r, int fd, short events)
{
	r->hints.events[fd] = events;
	raw_hint(&r->hints, fd);
}

static void edge_del(struct raw *r, int fd)
{
	r->hints.events[fd] = 0;
	control(r, EPOLL_CTL_DEL, fd, 0);
}

/* An edge that comes now tells what is ready now: it needs no verifying where nothing else is asked for. */
static int take_edges(struct raw *r, int *ready, int max, bool block)
{
	int n = sys_epoll_wait(r->epfd, r->events, r->limit, block ? -1 : 0), found = 0;
	for (int i = 0; i < n; i++) {
		int fd = r->events[i].data.fd;
		raw_hint(&r->hints, fd);
		if (found < max && (r->events[i].events & ((uint32_t)r->hints.events[fd] | EPOLLERR | EPOLLHUP)))
			ready[found++] = fd;
	}
	return found;
}

static int edge_wait(struct raw *r, int *ready, int max, bool block)
{
	int n = raw_hints_verify(&r->hints, ready, max);
	while (n == 0 && (n = take_edges(r, ready, max, block)) == 0 && block)
		;
	return n;
}

const struct raw_wait raw_epoll = { "epoll", level_open, level_add, level_change, level_del, level_wait, raw_close };
const struct raw_wait raw_epoll_et = { "epoll-et", edge_open, edge_add, edge_change, edge_del, edge_wait, raw_close };
