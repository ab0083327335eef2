/* One multishot poll request a descriptor; what completes is verified. Requests ride on the next wait. */
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "raw_hints.h"
#include "raw_wait.h"
#include "uring.h"

#define REMOVAL (1ull << 32) /* user_data of a request that takes another away */

struct raw {
	int evfd;
	struct raw_hints hints;
	struct uring ring;
};

static void raw_close(struct raw *r)
{
	uring_close(&r->ring);
	if (r->evfd >= 0)
		close(r->evfd);
	raw_hints_close(&r->hints);
	free(r);
}

static struct io_uring_sqe *request(struct raw *r, uint8_t op)
{
	struct io_uring_sqe *sqe = uring_request(&r->ring);
	if (!sqe) {
		uring_enter(&r->ring);
		sqe = uring_request(&r->ring);
	}
	if (sqe)
		sqe->opcode = op;
	return sqe;
}

static void arm(struct raw *r, int fd, short events)
{
	struct io_uring_sqe *sqe = request(r, IORING_OP_POLL_ADD);
	if (!sqe)
		return;
	sqe->fd = fd;
	sqe->len = IORING_POLL_ADD_MULTI;
	sqe->poll32_events = (uint32_t)(unsigned short)events;
	sqe->user_data = (uint64_t)fd;
}

static struct raw *raw_open(int limit)
{
	struct raw *r = calloc(1, sizeof *r);
	if (!r)
		return NULL;
	r->evfd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (uring_open(&r->ring, 64, 1024) == 0 && raw_hints_open(&r->hints, limit) && r->evfd >= 0) {
		arm(r, r->evfd, POLLIN);
		return r;
	}
	raw_close(r);
	return NULL;
}

static void raw_add(struct raw *r, int fd, short events)
{
	r->hints.events[fd] = events;
	arm(r, fd, events);
}

static void raw_del(struct raw *r, int fd)
{
	struct io_uring_sqe *sqe = request(r, IORING_OP_POLL_REMOVE);
	if (sqe) {
		sqe->addr = (uint64_t)fd;
		sqe->user_data = REMOVAL;
	}
	r->hints.events[fd] = 0;
}

static void raw_change(struct raw *r, int fd, short events)
{
	raw_del(r, fd);
	raw_add(r, fd, events);
}

/* The request of a completion without MORE is over: armed anew, unless it was taken away. */
static void take_completions(struct raw *r)
{
	for (const struct io_uring_cqe *c; (c = uring_completion(&r->ring)); uring_seen(&r->ring)) {
		if (c->user_data >= REMOVAL || c->res < 0)
			continue;
		int fd = (int)c->user_data;
		if (!(c->flags & IORING_CQE_F_MORE) && r->hints.events[fd])
			arm(r, fd, r->hints.events[fd]);
		raw_hint(&r->hints, fd);
	}
}

static int raw_wait(struct raw *r, int *ready, int max, bool block)
{
	if (r->ring.pending)
		uring_enter(&r->ring);
	int n = raw_hints_verify(&r->hints, ready, max);
	while (n == 0) {
		if (uring_completion(&r->ring) == NULL)
			uring_wait(&r->ring, block ? -1 : 0);
		take_completions(r);
		if (r->ring.pending)
			uring_enter(&r->ring);
		n = raw_hints_verify(&r->hints, ready, max);
		if (!block)
			break;
	}
	return n;
}

const struct raw_wait raw_io_uring = { "io_uring", raw_open, raw_add, raw_change, raw_del, raw_wait, raw_close };
