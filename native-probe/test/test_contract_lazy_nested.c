/* epoll-lazy, nested: a set inside another one, as JDK 25's pollers of virtual threads are, arms its members again without a call. */
#include "support_lazy.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "lazy.h"

#define ARMED (EPOLLIN | EPOLLONESHOT)

struct nest { int outer; struct scene c; };

static bool readable(int fd)
{
	struct pollfd one = { .fd = fd, .events = POLLIN };
	return poll(&one, 1, 0) == 1;
}

static int unread(int fd)
{
	int n = 0;
	CHECK(ioctl(fd, FIONREAD, &n) == 0);
	return n;
}

/* A request that is there. */
static void request_now(struct scene c)
{
	int before = unread(c.fd);
	request(c);
	AWAIT(unread(c.fd) == before + 10);
}

/* An idle armed connection in a set that is an armed member of another. */
static struct nest nest(void)
{
	pollux_begin(ENGINE_epoll_lazy);
	CHECK_EQ(lazy_use("on+nested"), 0);
	struct nest n = { .outer = app_epoll(), .c.epfd = app_epoll() };
	lazy_connection(&n.c);
	CHECK(setsockopt(n.c.peer, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int)) == 0); /* requests come one after the other */
	CHECK_EQ(app_ctl(n.outer, EPOLL_CTL_ADD, n.c.epfd, ARMED), 0);
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_ADD, n.c.fd, ARMED), 0);
	CHECK_EQ(app_ready(n.outer), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll_lazy);
	return n;
}

static void arm(struct nest n)
{
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_MOD, n.c.fd, ARMED), 0);
}

/* The master's part and the sub-poller's: what comes wakes the outer set, is found, and the inner set is armed again. */
static void found(struct nest n)
{
	CHECK_EQ(app_one(n.outer, n.c.epfd), EPOLLIN);
	CHECK_EQ(app_one(n.c.epfd, n.c.fd), EPOLLIN);
	CHECK_EQ(app_ready(n.c.epfd), 0);
	CHECK_EQ(app_ctl(n.outer, EPOLL_CTL_MOD, n.c.epfd, ARMED), 0);
	CHECK(!readable(n.c.epfd));
}

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

TEST(aNestedMemberThatHangsUpWhileItHasFiredIsFoundWhenItIsArmed)
{
	struct nest n = nest();
	struct linger now = { 1, 0 };
	request_now(n.c);
	found(n);
	serve(n.c);
	CHECK(setsockopt(n.c.peer, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
	app_close(n.c.peer);
	CHECK_EQ(app_ready(n.c.epfd), 0);
	arm(n);
	CHECK_EQ(app_one(n.outer, n.c.epfd), EPOLLIN);
	CHECK_EQ(app_one(n.c.epfd, n.c.fd), EPOLLIN | EPOLLERR | EPOLLHUP);
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

/* Files that live on in a dup and in a child, and a number that is used again. */
TEST(aNestedMemberThatIsClosedIsGoneThoughItsFileLivesOn)
{
	struct nest n = nest();
	int copy = dup(n.c.fd), hold[2], status, number = n.c.fd;
	CHECK(pipe(hold) == 0);
	pid_t child = fork();
	if (child == 0) {
		char byte;
		close(hold[1]);
		_exit(read(hold[0], &byte, 1) == 0 ? 0 : 1);
	}
	app_close(n.c.fd);
	request(n.c);
	CHECK(!readable(n.c.epfd));
	CHECK_EQ(app_ready(n.outer), 0);
	struct nest next = n;
	lazy_connection(&next.c);
	CHECK(fcntl(next.c.fd, F_DUPFD, number) == number);
	next.c.fd = number;
	app_born(number, PROTO_TCP);
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_MOD, number, ARMED), -ENOENT);
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_ADD, number, ARMED), 0);
	request(n.c);
	CHECK_EQ(app_ready(n.outer), 0);
	request(next.c);
	found(next);
	close(copy);
	close(hold[1]);
	CHECK(waitpid(child, &status, 0) == child && status == 0);
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

/* By a call that was on its way at the attach, or a child that has the epoll fd. */
TEST(whatAStrangerHasFetchedIsFoundWhenTheNestedMemberIsArmed)
{
	struct nest n = nest();
	struct epoll_event event;
	request_now(n.c);
	found(n);
	serve(n.c);
	arm(n);
	request_now(n.c);
	CHECK_EQ(epoll_wait(n.c.epfd, &event, 1, -1), 1);
	CHECK_EQ((int)event.data.u64, n.c.fd);
	CHECK_EQ(event.events, EPOLLIN);
	CHECK(!readable(n.c.epfd));
	arm(n);
	CHECK_EQ(app_one(n.c.epfd, n.c.fd), EPOLLIN);
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

TEST(aNestedSetIsTheKernelsAsLongAsNestedIsNotAskedFor)
{
	struct nest n = nest();
	CHECK_EQ(lazy_use("on"), 0);
	request_now(n.c);
	found(n);
	serve(n.c);
	uint64_t before = counted(n.c.epfd, SET_saved_calls);
	arm(n);
	CHECK_EQ(counted(n.c.epfd, SET_saved_calls), before);
	CHECK_EQ(set_use(n.c.epfd, ENGINE_epoll), 0);
	CHECK_EQ(set_use(n.c.epfd, ENGINE_epoll_lazy), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll);
	CHECK_EQ(lazy_use("on+nested"), 0);
	CHECK_EQ(set_use(n.c.epfd, ENGINE_epoll_lazy), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll_lazy);
	request_now(n.c);
	found(n);
}

/* Its number is not in its data. */
TEST(aNestedSetWithAMemberThatComesBackAsSomethingElseIsTheKernels)
{
	struct nest n = nest();
	struct epoll_event pointer = { .events = ARMED, .data.ptr = &n };
	int p[2];
	make_pipe(p);
	CHECK_EQ(set_ctl(n.c.epfd, EPOLL_CTL_ADD, p[0], &pointer), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll);
	request_now(n.c);
	found(n);
}

TEST(aNestedSetWithALevelTriggeredMemberIsTheKernels)
{
	struct nest n = nest();
	int p[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll);
	CHECK_EQ(set_use(n.c.epfd, ENGINE_epoll_lazy), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll);
	request_now(n.c);
	found(n);
	write_byte(p[1]);
	for (int i = 0; i < 3; i++) {
		CHECK(readable(n.c.epfd));
		CHECK_EQ(app_one(n.c.epfd, p[0]), EPOLLIN);
	}
}

TEST(withoutNestedTheKernelServesASetInsideAnother)
{
	pollux_begin(ENGINE_epoll_lazy);
	CHECK_EQ(lazy_use("on"), 0);
	int outer = app_epoll(), inner = app_epoll();
	CHECK_EQ(app_ctl(outer, EPOLL_CTL_ADD, inner, ARMED), 0);
	CHECK_EQ(set_known(inner)->engine, ENGINE_epoll);
}
