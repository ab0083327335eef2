/* epoll-lazy: the calls it leaves out, counted, and that nobody can tell. Sockets are born as a hook sees it, and read as hooks read. */
#include "contract.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "idle.h"
#include "support_sockets.h"
#include "undrained.h"

static char block[4096];

/* An idle set, a connection in it and the other end. */
struct scene { int epfd, fd, peer; };

static void tcp_scene_member(struct scene *c)
{
	int listener = tcp_listener(0), pair[2];
	tcp_pair(listener, pair);
	close(listener);
	for (int i = 0; i < 2; i++)
		CHECK(fcntl(pair[i], F_SETFL, O_NONBLOCK) == 0);
	c->fd = pair[1];
	c->peer = pair[0];
	app_born(c->fd, PROTO_TCP);
}

static struct scene scene(uint32_t events)
{
	pollux_begin(ENGINE_epoll_lazy);
	struct scene c = { .epfd = app_epoll() };
	tcp_scene_member(&c);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, events), 0);
	CHECK_EQ(app_ready(c.epfd), 0);
	return c;
}

static uint64_t calls(struct scene c) { return counted(c.epfd, SET_syscalls); }

static void request(struct scene c)
{
	CHECK_EQ(write(c.peer, "GET /index", 10), 10);
}

static void serve(struct scene c)
{
	CHECK_EQ(app_read_stream(c.fd, block, sizeof block), 10);
}

/* ---- removal ---- */

TEST(interestThatIsDroppedAndRestoredCostsNoCall)
{
	struct scene c = scene(EPOLLIN);
	uint64_t before = calls(c), saved = counted(c.epfd, SET_saved_calls);
	for (int i = 0; i < 101; i++) {
		request(c);
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
		CHECK_EQ(set_rows[set_row_of(c.epfd)].members, 0);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), -ENOENT);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, c.fd, EPOLLIN), -ENOENT);
		serve(c);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), -EEXIST);
		CHECK_EQ(set_rows[set_row_of(c.epfd)].members, 1);
	}
	CHECK_EQ(calls(c) - before, 101);
	CHECK_EQ(counted(c.epfd, SET_saved_calls) - saved, 202);
}

TEST(whatComesWhileItIsDroppedIsReportedWhenItIsRestored)
{
	struct scene c = scene(EPOLLIN);
	for (int i = 0; i < 7; i++) {
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
		for (int pipelined = i; pipelined > 0; pipelined--) {
			request(c);
			CHECK_EQ(app_ready(c.epfd), 0);
		}
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
		for (int pipelined = i; pipelined > 0; pipelined--) {
			CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
			CHECK_EQ(app_read_stream(c.fd, block, 10), 10);
		}
		CHECK_EQ(app_ready(c.epfd), 0);
	}
}

TEST(aPeerThatGoesOnSendingWakesASetThatDoesNotWantItTwice)
{
	struct scene c = scene(EPOLLIN);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	uint64_t hints = counted(c.epfd, SET_hints);
	for (int i = 0; i < 101; i++) {
		request(c);
		CHECK_EQ(app_ready(c.epfd), 0);
	}
	CHECK_EQ(counted(c.epfd, SET_hints) - hints, 2);
	CHECK_EQ(set_known(c.epfd)->in.live, 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}

TEST(aHangUpWhileItIsDroppedNeitherEndsAWaitNorIsForgotten)
{
	struct scene c = scene(EPOLLIN);
	int p[2];
	struct waiter w;
	make_pipe(p);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	waiter_start(&w, c.epfd, -1);
	struct linger now = { 1, 0 };
	CHECK(setsockopt(c.peer, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
	app_close(c.peer); /* RST */
	write_byte(p[1]);
	CHECK_EQ(waiter_join(&w), 1);
	CHECK_EQ(w.events[0].data.u64, (uint64_t)p[0]);
	read_byte(p[0]);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN | EPOLLERR | EPOLLHUP);
}

/* The file lives on in a dup, and in a child, and nothing of it may come back. */
TEST(aDroppedMemberThatIsClosedIsGoneThoughItsFileLivesOn)
{
	struct scene c = scene(EPOLLIN);
	int copy = dup(c.fd), hold[2], status, number = c.fd;
	CHECK(pipe(hold) == 0);
	pid_t child = fork();
	if (child == 0) {
		char byte;
		close(hold[1]);
		_exit(read(hold[0], &byte, 1) == 0 ? 0 : 1);
	}
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	app_close(c.fd);
	request(c);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(counted(c.epfd, SET_hints), 0);
	struct scene next = { .epfd = c.epfd };
	tcp_scene_member(&next);
	CHECK(fcntl(next.fd, F_DUPFD, number) == number);
	next.fd = number;
	app_born(next.fd, PROTO_TCP);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, next.fd, EPOLLIN), 0);
	request(c);
	CHECK_EQ(app_ready(c.epfd), 0);
	request(next);
	CHECK_EQ(app_one(c.epfd, next.fd), EPOLLIN);
	close(copy);
	close(hold[1]);
	CHECK(waitpid(child, &status, 0) == child && status == 0);
}

TEST(aDroppedMemberWhoseNumberIsReplacedIsGone)
{
	struct scene c = scene(EPOLLIN), other = { .epfd = c.epfd };
	tcp_scene_member(&other);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	sets_forget(c.fd);
	CHECK(dup2(other.fd, c.fd) == c.fd);
	fd_replaced(c.fd, true);
	request(other);
	request(c);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}

/* Foreign code has closed the number, and something else has it now: known by fstat, for no hook has seen the birth. */
TEST(aDroppedMemberThatWasClosedUnseenIsAnotherFile)
{
	struct scene c = scene(EPOLLIN);
	int p[2], q[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, p[0], 0), 0);
	close(p[0]);
	make_pipe(q);
	CHECK_EQ(q[0], p[0]);
	write_byte(q[1]);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, q[0]), EPOLLIN);
}

TEST(aMemberThatMovesToAnotherSetIsReportedThereAlone)
{
	struct scene c = scene(EPOLLIN), there = { .epfd = app_epoll(), .fd = c.fd, .peer = c.peer };
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	CHECK_EQ(app_ctl(there.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	for (int i = 0; i < 7; i++) {
		request(c);
		CHECK_EQ(app_ready(c.epfd), 0);
		CHECK_EQ(app_one(there.epfd, c.fd), EPOLLIN);
		serve(there);
		CHECK_EQ(app_ready(there.epfd), 0);
	}
	CHECK_EQ(set_known(c.epfd)->in.live, 0); /* it was really removed */
	app_close(c.fd);
	CHECK_EQ(app_ready(there.epfd), 0);
}

TEST(theKernelsListHasNothingOfADroppedMemberAfterASwitch)
{
	struct scene c = scene(EPOLLIN);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	request(c);
	CHECK_EQ(set_use(c.epfd, ENGINE_epoll), 0);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, c.fd, EPOLLIN), -ENOENT);
	CHECK_EQ(set_use(c.epfd, ENGINE_epoll_lazy), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	CHECK_EQ(set_use(c.epfd, ENGINE_poll), 0);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}

TEST(withoutRemovalEachDelAndAddIsACall)
{
	struct scene c = scene(EPOLLIN);
	lazy_left_out = LAZY_ALL & ~LAZY_REMOVAL;
	uint64_t before = calls(c);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	CHECK_EQ(calls(c) - before, 1);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(calls(c) - before, 3); /* fstat */
}

/* ---- what reads prove ---- */

TEST(aReadThatFindsTheEndOfTheQueueSavesTheLook)
{
	struct scene c = scene(EPOLLIN);
	uint64_t before = calls(c);
	for (int i = 0; i < 101; i++) {
		request(c);
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
		serve(c);
	}
	CHECK_EQ(calls(c) - before, 101);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_read_stream(c.fd, block, 10), 10); /* as much as there was room for */
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(calls(c) - before, 104);
	lazy_left_out = LAZY_ALL & ~LAZY_REARM;
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	serve(c);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(calls(c) - before, 107);
}

TEST(aPartialReadLeavesItReady)
{
	struct scene c = scene(EPOLLIN);
	request(c);
	for (int i = 0; i < 10; i++) {
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
		CHECK_EQ(app_read_stream(c.fd, block, 1), 1);
	}
	CHECK_EQ(app_read_stream(c.fd, block, 1), -1);
	CHECK_EQ(app_ready(c.epfd), 0);
}

TEST(aReadThatStopsAtTheEndOfTheStreamIsNoProof)
{
	struct scene c = scene(EPOLLIN);
	request(c);
	CHECK(shutdown(c.peer, SHUT_WR) == 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	serve(c);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_read_stream(c.fd, block, sizeof block), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}

TEST(aReadThatStopsAtTheUrgentMarkIsNoProof)
{
	struct scene c = scene(EPOLLIN);
	CHECK_EQ(write(c.peer, "before", 6), 6);
	CHECK_EQ(send(c.peer, "!", 1, MSG_OOB), 1);
	CHECK_EQ(write(c.peer, "after", 5), 5);
	AWAIT(recv(c.fd, block, sizeof block, MSG_PEEK | MSG_DONTWAIT) == 6);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_read_stream(c.fd, block, sizeof block), 6);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_read_stream(c.fd, block, sizeof block), 5);
	CHECK_EQ(app_ready(c.epfd), 0);
}

/* What the other thread fetches between the read and its proof must not be buried by it. */
TEST(anEdgeFetchedBetweenAReadAndItsProofIsKept)
{
	struct scene c = scene(EPOLLIN);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	uint64_t seen = idle_sample(c.fd);
	CHECK_EQ(read(c.fd, block, sizeof block), 10);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	idle_read(fd_row_of(c.fd), c.fd, seen, 10, false, sizeof block);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}

TEST(readsOfUnixStreamsProveByEagainAloneAndThoseOfDatagramsNothing)
{
	struct scene c = scene(EPOLLIN);
	int s[2];
	make_pair(s);
	app_born(s[0], PROTO_UNIX);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, s[0], EPOLLIN), 0);
	write_byte(s[1]);
	CHECK_EQ(app_one(c.epfd, s[0]), EPOLLIN);
	CHECK_EQ(app_read_stream(s[0], block, sizeof block), 1);
	CHECK(!idle_proved(s[0]));
	CHECK_EQ(app_read_stream(s[0], block, sizeof block), -1);
	CHECK(idle_proved(s[0]));
	app_close(s[0]);
	int udp = udp_socket();
	app_born(udp, PROTO_UDP);
	CHECK(fcntl(udp, F_SETFL, O_NONBLOCK) == 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, udp, EPOLLIN), 0);
	CHECK_EQ(app_read_stream(udp, block, sizeof block), -1);
	CHECK(!idle_proved(udp));
}

TEST(aOneShotThatIsArmedAgainAfterItsReadCostsNoCall)
{
	struct scene c = scene(EPOLLIN | EPOLLONESHOT);
	uint64_t before = calls(c);
	for (int i = 0; i < 101; i++) {
		struct waiter w;
		waiter_start(&w, c.epfd, -1);
		request(c);
		CHECK_EQ(waiter_join(&w), 1);
		serve(c);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, c.fd, EPOLLIN | EPOLLONESHOT), 0);
	}
	CHECK_EQ(calls(c) - before, 101);
}

TEST(outputThatIsWantedOnceIsTakenOutWhenItOnlyWakes)
{
	struct scene c = scene(EPOLLIN);
	int s[2];
	make_pair(s);
	app_born(s[0], PROTO_UNIX);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, s[0], EPOLLIN | EPOLLOUT), 0);
	CHECK_EQ(app_one(c.epfd, s[0]), EPOLLOUT);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, s[0], EPOLLIN), 0);
	uint64_t hints = counted(c.epfd, SET_hints);
	for (int i = 0; i < 13; i++) { /* a Unix stream tells of room at each byte that is read */
		write_byte(s[0]);
		read_byte(s[1]);
		CHECK_EQ(app_ready(c.epfd), 0);
	}
	CHECK_EQ(counted(c.epfd, SET_hints) - hints, 2);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, s[0], EPOLLIN | EPOLLOUT), 0);
	CHECK_EQ(app_one(c.epfd, s[0]), EPOLLOUT);
}

/* ---- the wake-up ---- */

struct alarm { int epfd, fd; };

static void wake(struct alarm a)
{
	uint64_t one = 1;
	undrained_write(a.fd);
	CHECK_EQ(write(a.fd, &one, sizeof one), (long)sizeof one);
}

/* How many bytes were read: none where the read is left out. */
static int drain(struct alarm a)
{
	uint64_t value;
	if (undrained_drain(a.fd))
		return 0;
	int n = (int)read(a.fd, &value, sizeof value);
	undrained_drained(a.fd);
	return n;
}

static struct alarm alarm_in_a_set(void)
{
	pollux_begin(ENGINE_epoll_lazy);
	struct alarm a = { app_epoll(), eventfd(0, EFD_NONBLOCK) };
	app_born(a.fd, PROTO_EVENTFD);
	CHECK_EQ(app_ctl(a.epfd, EPOLL_CTL_ADD, a.fd, EPOLLIN), 0);
	wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(drain(a), 8);
	CHECK_EQ(app_ready(a.epfd), 0);
	return a;
}

static uint64_t counter_of(struct alarm a)
{
	uint64_t value = 0;
	(void)!read(a.fd, &value, sizeof value);
	return value;
}

TEST(theKernelWakesForAnEventfdWhateverItsCounterIs)
{
	int epfd = epoll_create1(0), fd = eventfd(0, EFD_NONBLOCK);
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	uint64_t one = 1;
	CHECK(epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &event) == 0);
	for (int i = 0; i < 101; i++) {
		CHECK_EQ(write(fd, &one, sizeof one), (long)sizeof one);
		CHECK_EQ(epoll_wait(epfd, &event, 1, -1), 1);
		CHECK_EQ(epoll_wait(epfd, &event, 1, 0), 0);
	}
}

TEST(aWakeUpIsReportedUntilItIsDrainedAndItsReadIsLeftOut)
{
	struct alarm a = alarm_in_a_set();
	uint64_t before = counted(a.epfd, SET_syscalls), saved = counted(a.epfd, SET_saved_calls);
	for (int i = 0; i < 101; i++) {
		wake(a);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		CHECK_EQ(drain(a), 0);
		CHECK_EQ(app_ready(a.epfd), 0);
		CHECK_EQ(app_ready(a.epfd), 0);
	}
	CHECK_EQ(counted(a.epfd, SET_syscalls) - before, 4 * 101);
	CHECK_EQ(counted(a.epfd, SET_saved_calls) - saved, 101);
	CHECK_EQ(counter_of(a), 101);
}

TEST(aWakeUpThatIsDrainedBeforeAnybodyWaitsIsNotReported)
{
	struct alarm a = alarm_in_a_set();
	for (int i = 0; i < 7; i++) {
		wake(a);
		CHECK_EQ(drain(a), 0);
		CHECK_EQ(app_ready(a.epfd), 0);
		wake(a);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		CHECK_EQ(drain(a), 0);
		CHECK_EQ(app_ready(a.epfd), 0);
	}
}

/* Between the wait and the drain somebody else's edge has made the engine read the counter. */
TEST(aWakeUpWhoseCounterWasReadIsStillThereAfterASwitch)
{
	struct alarm a = alarm_in_a_set();
	wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(counter_of(a), 1);
	CHECK_EQ(set_use(a.epfd, ENGINE_epoll), 0);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	drain(a);
	CHECK_EQ(app_ready(a.epfd), 0);
}

static _Atomic int wakes, drains;

static void *wake_often(void *where)
{
	struct alarm a = *(struct alarm *)where;
	for (int i = 0; i < 3001; i++) {
		wakes = i + 1;
		wake(a);
		if (i % 3 == 0)
			AWAIT(drains >= i / 3);
	}
	return NULL;
}

/* Writes and drains of two threads, without the lock the JDK has around them: the last wake-up is never lost. */
TEST(theLastOfManyWakeUpsIsSeen)
{
	struct alarm a = alarm_in_a_set();
	pthread_t thread;
	CHECK(pthread_create(&thread, NULL, wake_often, &a) == 0);
	for (int seen = 0; seen < 3001;) {
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		drain(a);
		seen = wakes;
		drains++;
	}
	pthread_join(thread, NULL);
	while (app_ready(a.epfd) > 0)
		drain(a);
}

TEST(aWriteThatNoHookSawIsReportedAndIsReadFromThenOn)
{
	struct alarm a = alarm_in_a_set();
	uint64_t three = 3;
	wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(drain(a), 0);
	CHECK_EQ(write(a.fd, &three, sizeof three), (long)sizeof three);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(counter_of(a), 3);
	CHECK_EQ(app_ready(a.epfd), 0);
	wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(drain(a), 8);
	CHECK_EQ(app_ready(a.epfd), 0);
}

TEST(aWakeUpIsWhatItWasAfterASwitch)
{
	struct alarm a = alarm_in_a_set();
	for (uint32_t to = 0; to < engine_count(); to++) {
		CHECK_EQ(set_use(a.epfd, ENGINE_epoll_lazy), 0);
		wake(a);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		drain(a);
		wake(a);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		drain(a);
		CHECK_EQ(set_use(a.epfd, to), 0);
		CHECK_EQ(app_ready(a.epfd), 0);
		CHECK_EQ(set_use(a.epfd, ENGINE_epoll_lazy), 0);
		wake(a);
		CHECK_EQ(set_use(a.epfd, to), 0);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		drain(a);
		CHECK_EQ(app_ready(a.epfd), 0);
	}
	CHECK_EQ(set_use(a.epfd, ENGINE_epoll_lazy), 0);
	wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	drain(a);
	CHECK_EQ(sets_release(1000), 0);
	CHECK_EQ(counter_of(a), 0);
}

TEST(aWakeUpOfTwoSetsIsReadAndReportedInBoth)
{
	struct alarm a = alarm_in_a_set(), b = { app_epoll(), a.fd };
	wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(app_ctl(b.epfd, EPOLL_CTL_ADD, a.fd, EPOLLIN), 0);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(app_one(b.epfd, a.fd), EPOLLIN);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	}
	CHECK_EQ(drain(a), 8);
	CHECK_EQ(app_ready(a.epfd), 0);
	CHECK_EQ(app_ready(b.epfd), 0);
}

TEST(withRoomForOneEventTheWakeUpAndAMemberTakeTurns)
{
	struct alarm a = alarm_in_a_set();
	int p[2], woken = 0;
	struct epoll_event event;
	make_pipe(p);
	write_byte(p[1]);
	CHECK_EQ(app_ctl(a.epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	wake(a);
	for (int i = 0; i < 22; i++) {
		CHECK_EQ(app_wait(a.epfd, &event, 1, -1), 1);
		woken += (int)event.data.u64 == a.fd;
	}
	CHECK(woken >= 7 && woken <= 15);
}

/* ---- all of it at once ---- */

enum { WORKERS = 3, CONNECTIONS = 7, ROUNDS = 1009 };

static struct scene storm[CONNECTIONS];
static _Atomic int served[CONNECTIONS];
static int queue[2];

/* As Tomcat's workers: what the poller hands over is read to its end by another thread, which then wants more. */
static void *work(void *unused)
{
	(void)unused;
	for (unsigned char i; read(queue[0], &i, 1) == 1 && i < CONNECTIONS;) {
		char bytes[7];
		ssize_t n;
		while ((n = app_read_stream(storm[i].fd, bytes, sizeof bytes)) > 0)
			atomic_fetch_add(&served[i], (int)n);
		CHECK_EQ(app_ctl(storm[i].epfd, EPOLL_CTL_MOD, storm[i].fd, EPOLLIN | EPOLLONESHOT), 0);
	}
	return NULL;
}

/* Bytes in ones and threes, whenever the last were read, so that edges meet reads and proofs. */
static void *send_all(void *unused)
{
	(void)unused;
	unsigned state = 4711;
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < CONNECTIONS; i++) {
			state = state * 1664525u + 1013904223u;
			if (state & 0x10000)
				AWAIT(served[i] >= 3 * round - 6);
			CHECK_EQ(write(storm[i].peer, "abc", 1), 1);
			CHECK_EQ(write(storm[i].peer, "bc", 2), 2);
		}
	return NULL;
}

static bool all_served(void)
{
	for (int i = 0; i < CONNECTIONS; i++)
		if (served[i] != 3 * ROUNDS)
			return false;
	return true;
}

TEST(noByteIsLeftBehindWhileThreadsReadAndArmAndTheWaiterSleeps)
{
	pollux_begin(ENGINE_epoll_lazy);
	int epfd = app_epoll();
	pthread_t worker[WORKERS], sender;
	CHECK(pipe(queue) == 0);
	for (int i = 0; i < CONNECTIONS; i++) {
		storm[i].epfd = epfd;
		tcp_scene_member(&storm[i]);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, storm[i].fd, EPOLLIN | EPOLLONESHOT), 0);
	}
	for (int i = 0; i < WORKERS; i++)
		CHECK(pthread_create(&worker[i], NULL, work, NULL) == 0);
	CHECK(pthread_create(&sender, NULL, send_all, NULL) == 0);
	while (!all_served()) {
		struct epoll_event events[CONNECTIONS];
		int n = app_wait(epfd, events, CONNECTIONS, 100);
		for (int e = 0; e < n; e++)
			for (unsigned char i = 0; i < CONNECTIONS; i++)
				if ((int)events[e].data.u64 == storm[i].fd)
					CHECK_EQ(write(queue[1], &i, 1), 1);
	}
	pthread_join(sender, NULL);
	for (unsigned char i = 0, end = 255; i < WORKERS; i++)
		CHECK_EQ(write(queue[1], &end, 1), 1);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(worker[i], NULL);
	CHECK_EQ(set_known(epfd)->engine, ENGINE_epoll_lazy);
}
