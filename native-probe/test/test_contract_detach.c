/* Detach: what is left behind. */
#include "contract.h"

#include <dirent.h>
#include <fcntl.h>

#include "proc_fds.h"

static int open_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;
	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

static bool o_async(int fd)
{
	return fcntl(fd, F_GETFL) & O_ASYNC;
}

static int count_member(const struct proc_member *m, void *arg)
{
	(void)m;
	++*(int *)arg;
	return 0;
}

static int members(int epfd)
{
	int n = 0;
	CHECK_EQ(proc_each_member(epfd, count_member, &n), 0);
	return n;
}

CONTRACT(detachPutsEverythingBack)
{
	int fds = open_fds(), p[2], s[2];
	int epfd = app_epoll();
	make_pipe(p);
	make_pair(s);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, s[0], EPOLLIN | EPOLLONESHOT), 0);
	CHECK_EQ(app_ready(epfd), 0);
	struct waiter w;
	waiter_start(&w, epfd, -1);
	CHECK_EQ(sets_release(30000), 0);
	CHECK_EQ(waiter_join(&w), -EINTR);
	CHECK_EQ(sets_waiters(), 0);
	CHECK_EQ(sets_own_fds(), 0);
	CHECK_EQ(open_fds(), fds + 5); /* the test's own */
	CHECK(!o_async(p[0]) && !o_async(s[0]));
	CHECK_EQ(members(epfd), 2);
	CHECK_EQ(set_wait(epfd, w.events, 1, -1), -EINTR); /* a straggler inside the hook goes back to the JDK, which calls the native again */
}

CONTRACT(aDetachedSetWorksStock)
{
	int epfd = app_epoll(), p[2], q[2];
	make_pipe(p);
	make_pipe(q);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLONESHOT), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	write_byte(q[1]);
	CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
	CHECK_EQ(sets_release(1000), 0);
	struct epoll_event events[4];
	CHECK_EQ(epoll_wait(epfd, events, 4, 0), 1);
	CHECK_EQ(events[0].data.u64, q[0]);
	write_byte(p[1]);
	CHECK_EQ(epoll_wait(epfd, events, 4, 0), 2);
	read_byte(q[0]);
	CHECK_EQ(epoll_wait(epfd, events, 4, 0), 0);
}

CONTRACT(attachAndDetachTwentyTimes)
{
	int p[2], fds = 0;
	make_pipe(p);
	int epfd = stock_epoll(p[0], EPOLLIN);
	for (int round = 0; round < 20; round++) {
		struct epoll_event event;
		CHECK_EQ(sets_adopt(), 1);
		CHECK(sets_use((uint32_t)engine) >= 0);
		CHECK_EQ(app_ready(epfd), 0);
		CHECK_EQ(set_known(epfd)->engine, engine);
		write_byte(p[1]);
		CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
		CHECK_EQ(sets_release(1000), 0);
		CHECK_EQ(epoll_wait(epfd, &event, 1, 0), 1);
		read_byte(p[0]);
		CHECK(!set_known(epfd));
		CHECK_EQ(sets_own_fds(), 0);
		CHECK(round == 0 || fds == open_fds());
		fds = open_fds();
	}
}
