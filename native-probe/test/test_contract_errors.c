/* What epoll_ctl answers, beside a real epoll that gets the same calls. */
#include "contract.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

struct twins { int ours, kernel; };

static struct twins twins_open(void)
{
	struct twins t = { app_epoll(), epoll_create1(EPOLL_CLOEXEC) };
	return t;
}

/* The same call on both; the answer they agree on. */
static int both(struct twins t, int op, int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.fd = fd };
	int expected = epoll_ctl(t.kernel, op, fd, &event) == 0 ? 0 : -errno;
	CHECK_EQ(app_ctl(t.ours, op, fd, events), expected);
	return expected;
}

CONTRACT(errorsAreTheKernels)
{
	struct twins t = twins_open();
	int p[2], regular = open("/proc/self/exe", O_RDONLY), null = open("/dev/null", O_RDWR), dir = open("/", O_RDONLY);
	make_pipe(p);
	CHECK_EQ(both(t, EPOLL_CTL_MOD, p[0], EPOLLIN), -ENOENT);
	CHECK_EQ(both(t, EPOLL_CTL_DEL, p[0], 0), -ENOENT);
	CHECK_EQ(both(t, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(both(t, EPOLL_CTL_ADD, p[0], EPOLLIN), -EEXIST);
	CHECK_EQ(both(t, EPOLL_CTL_MOD, p[0], EPOLLOUT), 0);
	CHECK_EQ(both(t, EPOLL_CTL_DEL, p[0], 0), 0);
	CHECK_EQ(both(t, EPOLL_CTL_DEL, p[0], 0), -ENOENT);
	CHECK_EQ(both(t, EPOLL_CTL_ADD, regular, EPOLLIN), -EPERM);
	CHECK_EQ(both(t, EPOLL_CTL_MOD, regular, EPOLLIN), -EPERM);
	CHECK_EQ(both(t, EPOLL_CTL_DEL, regular, EPOLLIN), -EPERM);
	CHECK_EQ(both(t, EPOLL_CTL_ADD, null, EPOLLIN), -EPERM);
	CHECK_EQ(both(t, EPOLL_CTL_ADD, dir, EPOLLIN), -EPERM);
	CHECK_EQ(both(t, EPOLL_CTL_ADD, 987, EPOLLIN), -EBADF);
	CHECK_EQ(both(t, EPOLL_CTL_ADD, -1, EPOLLIN), -EBADF);
	CHECK_EQ(both(t, EPOLL_CTL_DEL, 987, EPOLLIN), -EBADF);
	CHECK_EQ(both(t, 77, p[0], EPOLLIN), -EINVAL);
	CHECK_EQ(app_ctl(t.ours, EPOLL_CTL_ADD, t.ours, EPOLLIN), -EINVAL);
	CHECK_EQ(set_ctl(t.ours, EPOLL_CTL_ADD, p[1], NULL), -EFAULT);
	CHECK_EQ(set_ctl(t.ours, EPOLL_CTL_DEL, p[1], NULL), -ENOENT);
}

CONTRACT(onlyTheFirstSetAndAClosedOneSayWhatIsWrong)
{
	int p[2];
	make_pipe(p);
	struct epoll_event event = { .events = EPOLLIN };
	CHECK_EQ(set_ctl(p[0], EPOLL_CTL_ADD, p[1], &event), -EINVAL);
	CHECK_EQ(set_ctl(987, EPOLL_CTL_ADD, p[1], &event), -EBADF);
	CHECK_EQ(set_wait(987, &event, 1, 0), -EBADF);
	CHECK_EQ(set_wait(p[0], &event, 1, 0), -EINVAL);
	int epfd = app_epoll();
	app_close(epfd);
	CHECK_EQ(set_ctl(epfd, EPOLL_CTL_ADD, p[0], &event), -EBADF);
	CHECK_EQ(set_wait(epfd, &event, 1, 0), -EBADF);
}

/* Files of every kind, opened, closed and reopened under the same numbers, and random calls on them. */
static int open_some(unsigned kind)
{
	int p[2];
	switch (kind % 6) {
	case 0: make_pipe(p); close(p[1]); return p[0];
	case 1: make_pair(p); close(p[1]); return p[0];
	case 2: return eventfd(0, EFD_NONBLOCK);
	case 3: return socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	case 4: return socket(AF_INET, SOCK_DGRAM, 0);
	default: return open("/proc/self/exe", O_RDONLY);
	}
}

CONTRACT(randomCallsGetTheKernelsAnswers)
{
	enum { FDS = 11, CALLS = 5003 };
	static const uint32_t masks[] = { 0, EPOLLIN, EPOLLOUT, EPOLLIN | EPOLLOUT, EPOLLIN | EPOLLONESHOT, EPOLLOUT | EPOLLONESHOT };
	struct twins t = twins_open();
	int fds[FDS];
	srand(4711);
	for (int i = 0; i < FDS; i++)
		fds[i] = open_some((unsigned)rand());
	for (int i = 0; i < CALLS; i++) {
		int k = rand() % FDS;
		if (rand() % 20 == 0) {
			app_close(fds[k]);
			fds[k] = open_some((unsigned)rand());
		}
		static const int ops[] = { EPOLL_CTL_ADD, EPOLL_CTL_MOD, EPOLL_CTL_DEL };
		both(t, ops[rand() % 3], fds[k], masks[rand() % 6]);
		if (rand() % 50 == 0) {
			struct epoll_event a[FDS], b[FDS];
			int n = app_wait(t.ours, a, FDS, 0), m = epoll_wait(t.kernel, b, FDS, 0);
			CHECK_EQ(n, m);
		}
	}
}
