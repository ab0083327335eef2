/* Descriptors past FD_SETSIZE and past 10,000, and many of them. */
#include "contract.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>

static void allow_fds(rlim_t n)
{
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	if (limit.rlim_max < n)
		test_skip("RLIMIT_NOFILE is too small");
	limit.rlim_cur = n;
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
}

static int move_to(int fd, int number)
{
	int moved = fcntl(fd, F_DUPFD_CLOEXEC, number);
	CHECK_EQ(moved, number);
	close(fd);
	return moved;
}

static void works_at(int number)
{
	int epfd = app_epoll(), p[2], low[2];
	make_pipe(p);
	make_pipe(low);
	int high = move_to(p[0], number);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, low[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, high, EPOLLIN), 0);
	CHECK_EQ(app_ready(epfd), 0);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, high), EPOLLIN);
	write_byte(low[1]);
	CHECK_EQ(app_ready(epfd), 2);
	read_byte(high);
	CHECK_EQ(app_one(epfd, low[0]), EPOLLIN);
	app_close(high);
	CHECK_EQ(app_one(epfd, low[0]), EPOLLIN);
}

CONTRACT(aNumberPastFdSetSizeWorks)
{
	allow_fds(2048);
	works_at(1024);
	works_at(1777);
}

CONTRACT(aNumberPastTenThousandWorks)
{
	allow_fds(12000);
	works_at(10007);
}

/* The wake-up and private descriptors of an engine can be high, too. */
CONTRACT(aSetBornHighWorks)
{
	allow_fds(2048);
	while (dup(0) < 1300)
		;
	int epfd = app_epoll(), p[2];
	CHECK(epfd > 1300);
	add_pipe(epfd, p);
	struct waiter w;
	waiter_start(&w, epfd, -1);
	write_byte(p[1]);
	CHECK_EQ(waiter_join(&w), 1);
}

enum { MANY = 1009 };
static int many[MANY][2];

CONTRACT(eachOfAThousandIsFoundAndTheListShrinksAgain)
{
	allow_fds(4096);
	int epfd = app_epoll();
	for (int i = 0; i < MANY; i++) {
		add_pipe(epfd, many[i]);
	}
	CHECK_EQ(app_ready(epfd), 0);
	for (int i = 0; i < MANY; i += 101) {
		write_byte(many[i][1]);
		CHECK_EQ(app_one(epfd, many[i][0]), EPOLLIN);
		read_byte(many[i][0]);
	}
	for (int i = 0; i < MANY; i++)
		if (i % 100)
			app_close(many[i][0]);
	CHECK_EQ(app_ready(epfd), 0);
	for (int i = 0; i < MANY; i += 100) {
		write_byte(many[i][1]);
		CHECK_EQ(app_one(epfd, many[i][0]), EPOLLIN);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, many[i][0], EPOLLIN | EPOLLONESHOT), 0);
		CHECK_EQ(app_one(epfd, many[i][0]), EPOLLIN);
		CHECK_EQ(app_ready(epfd), 0);
	}
}

CONTRACT(allOfAThousandReadyAreReportedInTurns)
{
	allow_fds(4096);
	int epfd = app_epoll(), seen = 0;
	static bool was[8192];
	for (int i = 0; i < MANY; i++) {
		make_pipe(many[i]);
		write_byte(many[i][1]);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, many[i][0], EPOLLIN), 0);
	}
	struct epoll_event events[128];
	for (int round = 0; round < 2 * (MANY / 128 + 1); round++) {
		CHECK_EQ(app_wait(epfd, events, 128, -1), 128);
		for (int i = 0; i < 128; i++) {
			seen += !was[events[i].data.u64];
			was[events[i].data.u64] = true;
		}
	}
	CHECK_EQ(seen, MANY);
}

/* More places than RLIMIT_NOFILE allows ppoll: holes go, or the set falls back; nothing is lost either way. */
CONTRACT(aLoweredDescriptorLimitLosesNothing)
{
	allow_fds(4096);
	int epfd = app_epoll();
	for (int i = 0; i < 503; i++) {
		add_pipe(epfd, many[i]);
	}
	CHECK_EQ(app_ready(epfd), 0);
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = 311;
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	write_byte(many[7][1]);
	CHECK_EQ(app_one(epfd, many[7][0]), EPOLLIN);
	for (int i = 300; i < 503; i++)
		app_close(many[i][0]);
	CHECK_EQ(app_one(epfd, many[7][0]), EPOLLIN);
	allow_fds(4096); /* leak checkers open files at exit */
}
