/* What only the io_uring engine has to get right: rings belong to threads, and armed polls pin files. */
#include "contract.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include "uring_arm.h"

static struct uring_state *state_of(int epfd)
{
	return set_known(epfd)->state;
}

static void await_hangup(int fd)
{
	struct pollfd peer = { .fd = fd, .events = POLLIN };
	CHECK(poll(&peer, 1, -1) == 1 && (peer.revents & POLLHUP));
}

/* A wait that finds p readable, in a thread of its own. */
static void wait_elsewhere(int epfd, int p[2])
{
	struct waiter w;
	write_byte(p[1]);
	waiter_start(&w, epfd, -1);
	waiter_woken_by(&w, p[0]);
	read_byte(p[0]);
}

/* What a wait gives that a signal interrupts. */
static int interrupted_wait(int epfd)
{
	struct epoll_event events[8];
	barrage(10000);
	int n = set_wait(epfd, events, 8, -1);
	barrage(0);
	return n;
}

TEST(theRingFollowsTheThreadThatWaits)
{
	pollux_begin(ENGINE_io_uring);
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(state_of(epfd)->owner, gettid());
	wait_elsewhere(epfd, p);
	CHECK(state_of(epfd)->owner != gettid());
	write_byte(p[1]); /* its thread is dead by now */
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	CHECK_EQ(state_of(epfd)->owner, gettid());
	CHECK(!state_of(epfd)->shared);
	read_byte(p[0]);
	CHECK_EQ(interrupted_wait(epfd), -EINTR);
}

TEST(aSetThatThreadsWaitOnInTurnHasNoRing)
{
	pollux_begin(ENGINE_io_uring);
	int epfd = app_epoll(), p[2], q[2];
	make_pipe(p);
	make_pipe(q);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	for (int i = 0; i < 41; i++)
		wait_elsewhere(epfd, p);
	CHECK(state_of(epfd)->shared);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	wait_elsewhere(epfd, q);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, p[0], 0), 0);
	write_byte(p[1]);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(interrupted_wait(epfd), -EINTR);
	CHECK_EQ(set_known(epfd)->engine, ENGINE_io_uring);
}

static void *close_it(void *fd)
{
	app_close(*(int *)fd);
	return NULL;
}

static void close_elsewhere(int fd)
{
	pthread_t thread;
	CHECK(pthread_create(&thread, NULL, close_it, &fd) == 0);
	pthread_join(thread, NULL);
}

TEST(aPeerSeesTheCloseWhileTheOwnerIsAtWork)
{
	pollux_begin(ENGINE_io_uring);
	int epfd = app_epoll(), p[2], q[2], r[2];
	add_pair(epfd, p);
	add_pair(epfd, q);
	add_pair(epfd, r);
	CHECK_EQ(app_ready(epfd), 0);
	app_close(p[0]); /* by the owner */
	await_hangup(p[1]);
	close_elsewhere(q[0]);
	await_hangup(q[1]);
	write_byte(r[1]);
	CHECK_EQ(app_one(epfd, r[0]), EPOLLIN);
}

TEST(aPeerSeesTheCloseWhileTheOwnerSleeps)
{
	pollux_begin(ENGINE_io_uring);
	int epfd = app_epoll(), p[2], q[2];
	struct waiter w;
	add_pair(epfd, p);
	add_pair(epfd, q);
	waiter_start(&w, epfd, -1);
	await_sleeper(epfd);
	app_close(p[0]);
	await_hangup(p[1]);
	write_byte(q[1]);
	waiter_woken_by(&w, q[0]);
}

/* 2,003 events at a time are more than the completion queue holds: polls end, and are armed anew. */
TEST(moreCompletionsThanTheQueueHoldsLoseNothing)
{
	enum { BYTES = 2003 };
	pollux_begin(ENGINE_io_uring);
	int epfd = app_epoll(), p[2], q[2];
	add_pipe(epfd, p);
	add_pipe(epfd, q);
	CHECK_EQ(app_ready(epfd), 0);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < BYTES; i++) {
			write_byte(p[1]);
			read_byte(p[0]);
		}
		CHECK_EQ(app_ready(epfd), 0);
		write_byte(q[1]);
		CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
		read_byte(q[0]);
	}
}

TEST(nothingOfARingIsLeftWhenTheSetMovesOn)
{
	pollux_begin(ENGINE_io_uring);
	int before = sets_own_fds(), epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK(sets_own_fds() > before);
	CHECK_EQ(set_use(epfd, ENGINE_epoll), 0);
	CHECK_EQ(sets_own_fds(), before);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
}

/* A ring that is closed pins its files until the kernel's worker has cancelled their polls; the kernel's epoll would report them still. */
TEST(whatTheRingHeldIsGoneFromTheKernelsEpollAsSoonAsItCloses)
{
	pollux_begin(ENGINE_io_uring);
	int epfd = app_epoll(), p[2];
	for (int round = 0; round < 101; round++) {
		make_pair(p);
		CHECK_EQ(set_use(epfd, ENGINE_io_uring), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
		CHECK_EQ(app_ready(epfd), 0);
		write_byte(p[1]);
		CHECK_EQ(set_use(epfd, ENGINE_epoll), 0);
		app_close(p[0]);
		CHECK_EQ(app_ready(epfd), 0);
		app_close(p[1]);
	}
}

/* The flag is in shared memory, so it can be made stale: the kernel takes it down only when it has work to do. */
TEST(aTaskRunFlagThatStandsForNothingKeepsNoThreadInTheKernel)
{
	struct uring ring;
	pollux_begin(ENGINE_io_uring);
	CHECK_EQ(uring_open(&ring, 8, 16), 0);
	for (int i = 0; i < 7; i++) {
		atomic_fetch_or(ring.sq_flags, 1u << 2); /* IORING_SQ_TASKRUN, Linux 5.19 */
		ring.calls = 0;
		CHECK_EQ(uring_wait(&ring, 0), 0);
		CHECK(ring.calls <= 2);
		atomic_fetch_or(ring.sq_flags, 1u << 2);
		ring.calls = 0;
		CHECK_EQ(uring_enter(&ring), 0);
		CHECK(ring.calls <= 2);
	}
	uring_close(&ring);
}
