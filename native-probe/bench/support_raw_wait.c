/* One raw loop an engine. epoll-et and sigio poll the last reported descriptor before they sleep, as level-triggered needs it; select
 * polls what it found, since it can't tell HUP and ERR. poll, select, sigio and io_uring have an eventfd in the call, by which another
 * thread wakes them: a loop whose interest list others change cannot do without. */
#include "raw_wait.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "uring.h"

struct raw {
	int epfd, sfd, evfd, n, last, top;
	const int *fds;
	struct pollfd *at;
	uint64_t *want, *got;
	struct epoll_event events[256];
	struct signalfd_siginfo info[64];
	struct uring ring;
};

static struct raw *new_raw(const int *fds, int n)
{
	struct raw *r = calloc(1, sizeof *r);
	r->epfd = r->sfd = r->evfd = r->last = r->ring.fd = -1;
	r->fds = fds;
	r->n = n;
	return r;
}

static void raw_close(struct raw *r)
{
	close(r->epfd);
	close(r->sfd);
	close(r->evfd);
	free(r->at);
	free(r->want);
	free(r->got);
	free(r);
}

static int ready(int fd)
{
	struct pollfd one = { .fd = fd, .events = POLLIN };
	return poll(&one, 1, 0);
}

/* ---- epoll ---- */

static struct raw *open_epoll(const int *fds, int n, uint32_t events)
{
	struct raw *r = new_raw(fds, n);
	r->epfd = epoll_create1(0);
	for (int i = 0; i < n; i++)
		epoll_ctl(r->epfd, EPOLL_CTL_ADD, fds[i], &(struct epoll_event){ .events = events, .data.fd = fds[i] });
	return r;
}

static struct raw *level_open(const int *fds, int n) { return open_epoll(fds, n, EPOLLIN); }
static struct raw *edge_open(const int *fds, int n) { return open_epoll(fds, n, EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP | EPOLLET); }

static int level_wait(struct raw *r)
{
	epoll_wait(r->epfd, r->events, 256, -1);
	return r->events[0].data.fd;
}

static int edge_wait(struct raw *r)
{
	if (r->last >= 0 && ready(r->last))
		return r->last;
	epoll_wait(r->epfd, r->events, 256, -1);
	return r->last = r->events[0].data.fd;
}

/* ---- poll ---- */

static struct raw *poll_open(const int *fds, int n)
{
	struct raw *r = new_raw(fds, n);
	r->evfd = eventfd(0, EFD_NONBLOCK);
	r->at = calloc((size_t)n + 1, sizeof *r->at);
	for (int i = 0; i < n; i++)
		r->at[i] = (struct pollfd){ .fd = fds[i], .events = POLLIN };
	r->at[n] = (struct pollfd){ .fd = r->evfd, .events = POLLIN };
	return r;
}

static int poll_wait(struct raw *r)
{
	ppoll(r->at, (nfds_t)r->n + 1, NULL, NULL);
	int i = 0;
	while (!r->at[i].revents)
		i++;
	return r->at[i].fd;
}

/* ---- select ---- */

static struct raw *select_open(const int *fds, int n)
{
	struct raw *r = new_raw(fds, n);
	r->evfd = eventfd(0, EFD_NONBLOCK);
	r->top = r->evfd / 64 + 1;
	for (int i = 0; i < n; i++)
		r->top = fds[i] / 64 + 1 > r->top ? fds[i] / 64 + 1 : r->top;
	r->want = calloc((size_t)r->top, 8);
	r->got = calloc((size_t)r->top, 8);
	for (int i = 0; i < n; i++)
		r->want[fds[i] / 64] |= 1ull << (fds[i] % 64);
	r->want[r->evfd / 64] |= 1ull << (r->evfd % 64);
	return r;
}

static int select_wait(struct raw *r)
{
	memcpy(r->got, r->want, (size_t)r->top * 8);
	syscall(SYS_pselect6, r->top * 64, r->got, NULL, NULL, NULL, NULL);
	int w = 0;
	while (!r->got[w])
		w++;
	int fd = w * 64 + __builtin_ctzll(r->got[w]);
	return ready(fd) ? fd : -1;
}

/* ---- sigio ---- */

static int raw_signal(void) { return SIGRTMIN + 12; }

static struct raw *sigio_open(const int *fds, int n)
{
	struct raw *r = new_raw(fds, n);
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, raw_signal());
	sigaddset(&set, SIGIO);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	r->sfd = signalfd(-1, &set, SFD_NONBLOCK);
	r->evfd = eventfd(0, EFD_NONBLOCK);
	for (int i = 0; i < n; i++) {
		fcntl(fds[i], F_SETSIG, raw_signal());
		fcntl(fds[i], F_SETOWN_EX, &(struct f_owner_ex){ F_OWNER_TID, gettid() });
		ioctl(fds[i], FIOASYNC, &(int){ 1 });
	}
	return r;
}

static int sigio_wait(struct raw *r)
{
	if (r->last >= 0 && ready(r->last))
		return r->last;
	for (;;) {
		struct pollfd two[2] = { { .fd = r->sfd, .events = POLLIN }, { .fd = r->evfd, .events = POLLIN } };
		ppoll(two, 2, NULL, NULL);
		ssize_t got = read(r->sfd, r->info, sizeof r->info);
		for (size_t i = 0; got > 0 && i < (size_t)got / sizeof r->info[0]; i++)
			if (ready((int)r->info[i].ssi_fd))
				return r->last = (int)r->info[i].ssi_fd;
	}
}

static void sigio_close(struct raw *r)
{
	for (int i = 0; i < r->n; i++) {
		ioctl(r->fds[i], FIOASYNC, &(int){ 0 });
		fcntl(r->fds[i], F_SETSIG, 0);
		fcntl(r->fds[i], F_SETOWN, 0);
	}
	while (read(r->sfd, r->info, sizeof r->info) > 0)
		;
	raw_close(r);
}

/* ---- io_uring ---- */

static void ring_arm(struct raw *r, int fd)
{
	struct io_uring_sqe *sqe = uring_request(&r->ring);
	if (!sqe) {
		uring_enter(&r->ring);
		sqe = uring_request(&r->ring);
	}
	sqe->opcode = IORING_OP_POLL_ADD;
	sqe->fd = fd;
	sqe->len = IORING_POLL_ADD_MULTI;
	sqe->poll32_events = POLLIN;
	sqe->user_data = (uint64_t)fd;
}

static struct raw *ring_open(const int *fds, int n)
{
	struct raw *r = new_raw(fds, n);
	uring_open(&r->ring, 64, 1024);
	r->evfd = eventfd(0, EFD_NONBLOCK);
	ring_arm(r, r->evfd);
	for (int i = 0; i < n; i++)
		ring_arm(r, fds[i]);
	uring_enter(&r->ring);
	return r;
}

/* The request of a completion without MORE is over. */
static int ring_next(struct raw *r)
{
	int found = -1;
	for (const struct io_uring_cqe *c; found < 0 && (c = uring_completion(&r->ring)); uring_seen(&r->ring)) {
		int fd = (int)c->user_data;
		if (!(c->flags & IORING_CQE_F_MORE))
			ring_arm(r, fd);
		found = ready(fd) ? fd : -1;
	}
	return found;
}

static int ring_wait(struct raw *r)
{
	if (r->last >= 0 && ready(r->last))
		return r->last;
	for (;;) {
		if (r->ring.pending)
			uring_enter(&r->ring);
		uring_wait(&r->ring, -1);
		int fd = ring_next(r);
		if (fd >= 0)
			return r->last = fd;
	}
}

static void ring_close(struct raw *r)
{
	uring_close(&r->ring);
	raw_close(r);
}

const struct raw_wait raw_waits[] = {
	{ "epoll", level_open, level_wait, raw_close },
	{ "epoll-et", edge_open, edge_wait, raw_close },
	{ "poll", poll_open, poll_wait, raw_close },
	{ "select", select_open, select_wait, raw_close },
	{ "sigio", sigio_open, sigio_wait, sigio_close },
	{ "io_uring", ring_open, ring_wait, ring_close },
};
