/* epoll-lazy, nested: a set inside another one, as JDK 25's pollers of virtual threads are, arms its members again without a call. */
#include "support_nest.h"

#include <poll.h>
#include <sys/socket.h>

TEST(aNestedMemberThatIsArmedAgainAfterItsReadCostsNoCall)
{
	struct nest n = nest();
	uint64_t inner = lazy_calls(n.c), outer = counted(n.outer, SET_syscalls), ctls = counted(n.c.epfd, SET_ctls);
	for (int i = 0; i < 101; i++) {
		struct waiter w;
		waiter_start(&w, n.outer, -1);
		request(n.c);
		CHECK_EQ(waiter_join(&w), 1);
		CHECK_EQ(w.events[0].data.u64, (uint64_t)n.c.epfd);
		CHECK_EQ(app_one(n.c.epfd, n.c.fd), EPOLLIN);
		CHECK_EQ(app_ctl(n.outer, EPOLL_CTL_MOD, n.c.epfd, ARMED), 0);
		serve(n.c);
		arm(n);
	}
	CHECK_EQ(counted(n.c.epfd, SET_ctls) - ctls, 101);
	CHECK_EQ(lazy_calls(n.c) - inner, 101);
	CHECK_EQ(counted(n.c.epfd, SET_saved_calls), 101);
	CHECK_EQ(counted(n.outer, SET_syscalls) - outer, 101);
}

/* Each time it wakes the outer set in vain, so soon it may not any more. */
TEST(aNestedMemberWhoseRequestsComeEarlyIsArmedByCall)
{
	struct nest n = nest();
	int vain = 0;
	for (int i = 0; i < 101; i++) {
		char bytes[20];
		request_now(n.c);
		found(n);
		request_now(n.c);
		vain += readable(n.c.epfd);
		CHECK_EQ(app_ready(n.c.epfd), 0);
		CHECK(!readable(n.c.epfd));
		CHECK_EQ(app_read_stream(n.c.fd, bytes, sizeof bytes), 20);
		arm(n);
		CHECK_EQ(app_ready(n.outer), 0);
	}
	CHECK_EQ(vain, 4);
	for (int i = 0; i < 101; i++) {
		request_now(n.c);
		found(n);
		serve(n.c);
		arm(n);
	}
	uint64_t before = lazy_calls(n.c);
	request_now(n.c);
	found(n);
	serve(n.c);
	arm(n);
	CHECK_EQ(lazy_calls(n.c) - before, 2); /* found looks twice */
}

TEST(whatComesBeforeANestedMemberIsArmedIsFoundWhenItIs)
{
	struct nest n = nest();
	for (int i = 0; i < 7; i++) {
		request_now(n.c);
		found(n);
		for (int pipelined = 0; pipelined < i; pipelined++) {
			request_now(n.c);
			CHECK_EQ(app_ready(n.c.epfd), 0);
		}
		for (int pipelined = 0; pipelined < i; pipelined++) {
			CHECK_EQ(app_ctl(n.outer, EPOLL_CTL_MOD, n.c.epfd, ARMED), 0);
			arm(n);
			CHECK(readable(n.c.epfd));
			found(n);
			char bytes[10];
			CHECK_EQ(app_read_stream(n.c.fd, bytes, sizeof bytes), 10);
		}
		serve(n.c);
		arm(n);
		CHECK(!readable(n.c.epfd));
		CHECK_EQ(app_ctl(n.outer, EPOLL_CTL_MOD, n.c.epfd, ARMED), 0);
		CHECK_EQ(app_ready(n.outer), 0);
	}
}

TEST(aPartialReadLeavesANestedMemberReady)
{
	struct nest n = nest();
	char byte;
	request_now(n.c);
	for (int i = 0; i < 10; i++) {
		found(n);
		CHECK_EQ(app_read_stream(n.c.fd, &byte, 1), 1);
		arm(n);
		CHECK_EQ(readable(n.c.epfd), i < 9);
	}
}

TEST(whatANestedWaitHasNoRoomForStaysReadable)
{
	struct nest n = nest();
	struct scene other[2] = { { .epfd = n.c.epfd }, { .epfd = n.c.epfd } };
	struct epoll_event event;
	for (int i = 0; i < 2; i++) {
		lazy_connection(&other[i]);
		CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_ADD, other[i].fd, ARMED), 0);
		request_now(other[i]);
	}
	request_now(n.c);
	CHECK_EQ(app_one(n.outer, n.c.epfd), EPOLLIN);
	for (int i = 0; i < 3; i++) {
		CHECK(readable(n.c.epfd));
		CHECK_EQ(app_wait(n.c.epfd, &event, 1, 0), 1);
		CHECK_EQ(app_ctl(n.outer, EPOLL_CTL_MOD, n.c.epfd, ARMED), 0);
		CHECK_EQ(app_ready(n.outer), i < 2);
	}
	CHECK_EQ(app_ready(n.c.epfd), 0);
}

TEST(aSleepingWaitOfANestedSetSeesWhatIsArmedAndWhatComes)
{
	struct nest n = nest();
	struct waiter w;
	for (int i = 0; i < 7; i++) {
		waiter_start(&w, n.c.epfd, -1);
		request(n.c);
		CHECK_EQ(waiter_woken_by(&w, n.c.fd), EPOLLIN);
		waiter_start(&w, n.c.epfd, -1);
		arm(n);
		CHECK_EQ(waiter_woken_by(&w, n.c.fd), EPOLLIN);
		serve(n.c);
		arm(n);
	}
	waiter_start(&w, n.c.epfd, 1);
	CHECK_EQ(waiter_join(&w), 0);
}

/* Which the engine asks for, though the application has not. */
TEST(urgentDataTakesNoArmedMemberOutOfANestedSet)
{
	struct nest n = nest();
	struct pollfd urgent = { .fd = n.c.fd, .events = POLLPRI };
	for (int i = 0; i < 7; i++) {
		char byte;
		CHECK_EQ(send(n.c.peer, "!", 1, MSG_OOB), 1);
		CHECK(poll(&urgent, 1, -1) == 1);
		CHECK_EQ(app_ready(n.c.epfd), 0);
		CHECK(!readable(n.c.epfd));
		CHECK_EQ(recv(n.c.fd, &byte, 1, MSG_OOB), 1);
	}
	CHECK_EQ(app_ctl(n.outer, EPOLL_CTL_MOD, n.c.epfd, ARMED), 0);
	CHECK_EQ(app_ready(n.outer), 0);
	request(n.c);
	found(n);
}
