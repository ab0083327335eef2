/* What only signal-driven I/O has to get right: the queue's limit, several sets of a thread, and files that raise nothing. */
#include "contract.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>

TEST(aStormPastTheQueuesLimitLosesNoDescriptor)
{
	enum { FDS = 31 };
	pollux_begin(ENGINE_sigio);
	struct rlimit limit = { 8, 8 };
	CHECK(setrlimit(RLIMIT_SIGPENDING, &limit) == 0);
	int epfd = app_epoll(), p[FDS][2];
	for (int i = 0; i < FDS; i++) {
		add_pipe(epfd, p[i]);
	}
	CHECK_EQ(app_ready(epfd), 0);
	for (int round = 1; round <= 5; round++) {
		for (int i = 0; i < FDS; i++)
			write_byte(p[i][1]);
		struct epoll_event events[FDS];
		int seen = 0;
		for (int n; seen < FDS; seen += n) {
			n = app_wait(epfd, events, FDS, -1);
			for (int i = 0; i < n; i++)
				read_byte((int)events[i].data.u64);
		}
		CHECK_EQ(seen, FDS);
		CHECK_EQ(app_ready(epfd), 0);
		CHECK_EQ(counted(epfd, SET_overflows), round);
	}
}

TEST(aNoisyDescriptorIsPolledInstead)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), s[2], q[2];
	add_pair(epfd, s);
	add_pipe(epfd, q);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK(fcntl(s[0], F_GETFL) & O_ASYNC);
	int sent = 0;
	while (write(s[1], "x", 1) == 1)
		sent++;
	CHECK(sent > 257);
	CHECK_EQ(app_one(epfd, s[0]), EPOLLIN);
	CHECK(!(fcntl(s[0], F_GETFL) & O_ASYNC));
	CHECK_EQ(app_one(epfd, s[0]), EPOLLIN);
	write_byte(q[1]);
	CHECK_EQ(app_ready(epfd), 2);
	while (sent--)
		read_byte(s[0]);
	CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
	write_byte(s[1]);
	CHECK_EQ(app_ready(epfd), 2);
}

/* One thread, two sets: both sets' signals come in one queue. */
TEST(signalsForAnotherSetOfTheThreadReachIt)
{
	pollux_begin(ENGINE_sigio);
	int a = app_epoll(), b = app_epoll(), p[2], q[2];
	add_pipe(a, p);
	add_pipe(b, q);
	CHECK_EQ(app_ready(a), 0);
	CHECK_EQ(app_ready(b), 0);
	for (int i = 0; i < 13; i++) {
		write_byte(q[1]);
		write_byte(p[1]);
		CHECK_EQ(app_one(a, p[0]), EPOLLIN); /* reads q's signal */
		read_byte(p[0]);
		CHECK_EQ(app_one(b, q[0]), EPOLLIN);
		read_byte(q[0]);
	}
}

/* A reader's and a writer's poller both have the socket: only one can own it. */
TEST(aDescriptorInTwoSetsWorksInBoth)
{
	pollux_begin(ENGINE_sigio);
	int a = app_epoll(), b = app_epoll(), s[2];
	add_pair(a, s);
	CHECK_EQ(app_ready(a), 0);
	CHECK_EQ(app_ctl(b, EPOLL_CTL_ADD, s[0], EPOLLIN | EPOLLOUT), 0);
	CHECK_EQ(app_one(b, s[0]), EPOLLOUT);
	write_byte(s[1]);
	CHECK_EQ(app_one(a, s[0]), EPOLLIN);
	CHECK_EQ(app_one(b, s[0]), EPOLLIN | EPOLLOUT);
	app_close(a);
	CHECK_EQ(app_one(b, s[0]), EPOLLIN | EPOLLOUT);
	read_byte(s[0]);
	CHECK_EQ(app_ctl(b, EPOLL_CTL_MOD, s[0], EPOLLIN), 0);
	CHECK_EQ(app_ready(b), 0);
	write_byte(s[1]);
	CHECK_EQ(app_one(b, s[0]), EPOLLIN);
}

/* An application that uses O_ASYNC itself keeps its signal and its owner. */
TEST(aDescriptorArmedByTheApplicationIsLeftAlone)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	signal(SIGRTMIN + 20, SIG_IGN);
	CHECK(fcntl(p[0], F_SETSIG, SIGRTMIN + 20) == 0 && fcntl(p[0], F_SETOWN, getpid()) == 0);
	CHECK(fcntl(p[0], F_SETFL, O_NONBLOCK | O_ASYNC) == 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ready(epfd), 0);
	struct waiter w;
	waiter_start(&w, epfd, -1);
	write_byte(p[1]);
	CHECK_EQ(waiter_join(&w), 1);
	app_ctl(epfd, EPOLL_CTL_DEL, p[0], 0);
	CHECK_EQ(fcntl(p[0], F_GETSIG), SIGRTMIN + 20);
	CHECK_EQ(fcntl(p[0], F_GETOWN), getpid());
	CHECK(fcntl(p[0], F_GETFL) & O_ASYNC);
}

/* The kernel raises nothing for a shutdown on our own side. The hook tells. */
TEST(aLocalShutdownWakesTheWait)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), s[2];
	add_pair(epfd, s);
	CHECK_EQ(app_ready(epfd), 0);
	struct waiter w;
	waiter_start(&w, epfd, -1);
	CHECK(shutdown(s[0], SHUT_RD) == 0);
	sets_suspect(s[0]);
	CHECK_EQ(waiter_join(&w), 1);
	CHECK(w.events[0].events & EPOLLIN);
}

/* GETFL and SETFL around a moment when signals were off, as configureBlocking does it. */
TEST(flagsSetWithStaleValuesAreRepaired)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK(fcntl(p[0], F_SETFL, O_NONBLOCK) == 0);
	sets_suspect(p[0]);
	struct waiter w;
	waiter_start(&w, epfd, -1);
	write_byte(p[1]);
	CHECK_EQ(waiter_join(&w), 1);
}

TEST(aClosedDescriptorRaisesNothingMore)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), p[2], q[2];
	add_pipe(epfd, p);
	add_pipe(epfd, q);
	CHECK_EQ(app_ready(epfd), 0);
	int copy = dup(p[0]);
	app_close(p[0]);
	uint64_t before = counted(epfd, SET_hints);
	write_byte(p[1]);
	write_byte(q[1]);
	CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
	CHECK_EQ(counted(epfd, SET_hints), before + 1);
	close(copy);
}
