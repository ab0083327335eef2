#include <unistd.h>

#include "ask.h"
#include "states.h"
#include "sys.h"

static int epoll_watch(int fd, uint32_t flags, struct said *refused)
{
	struct epoll_event event = { .events = STATE_EVENTS | flags };
	int epfd = epoll_create1(EPOLL_CLOEXEC);
	int rc = sys_call(SYS_epoll_ctl, epfd, EPOLL_CTL_ADD, fd, (long)&event, 0);
	*refused = rc < 0 ? said_error(rc) : (struct said){ "" };
	return epfd;
}

static void ring_watch(struct watch *w)
{
	int rc = uring_open(&w->ring, 4, 64);
	w->ring_refused = rc < 0 ? said_error(rc) : (struct said){ "" };
	if (rc < 0)
		return;
	struct io_uring_sqe *sqe = uring_request(&w->ring);
	sqe->opcode = IORING_OP_POLL_ADD;
	sqe->fd = w->fd;
	sqe->poll32_events = STATE_EVENTS;
	sqe->len = IORING_POLL_ADD_MULTI;
}

void watch_begin(struct watch *w, int fd)
{
	*w = (struct watch){ .fd = fd };
	w->level = epoll_watch(fd, 0, &w->level_refused);
	w->edge = epoll_watch(fd, EPOLLET, &w->edge_refused);
	ring_watch(w);
	watch_edges(w);
	watch_ring(w);
}

struct said watch_level(struct watch *w)
{
	struct epoll_event event;
	if (*w->level_refused.text)
		return w->level_refused;
	return sys_epoll_wait(w->level, &event, 1, 0) > 0 ? said_bits(event.events) : said_nothing();
}

struct said watch_edges(struct watch *w)
{
	struct epoll_event event;
	struct said said = said_nothing();
	int times = 0;
	if (*w->edge_refused.text)
		return w->edge_refused;
	while (times < 7 && sys_epoll_wait(w->edge, &event, 1, 0) > 0)
		said_then(&said, &times, said_bits(event.events).text);
	return said;
}

struct said watch_ring(struct watch *w)
{
	const struct io_uring_cqe *cqe;
	struct said said = said_nothing();
	int times = 0;
	if (*w->ring_refused.text)
		return w->ring_refused;
	uring_enter(&w->ring);
	while ((cqe = uring_completion(&w->ring))) {
		said_then(&said, &times, (cqe->res < 0 ? said_error(cqe->res) : said_bits((uint32_t)cqe->res)).text);
		uring_seen(&w->ring);
	}
	return said;
}

void watch_end(struct watch *w)
{
	close(w->level);
	close(w->edge);
	if (!*w->ring_refused.text)
		uring_close(&w->ring);
}
