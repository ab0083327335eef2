/* Interest that changes while another thread sleeps in the wait, and descriptors that go away. */
#include "contract.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

CONTRACT(aSleepingWaitSeesAdd)
{
	int epfd = app_epoll(), p[2];
	struct waiter w;
	make_pipe(p);
	write_byte(p[1]);
	waiter_start(&w, epfd, -1);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	waiter_woken_by(&w, p[0]);
}

CONTRACT(aSleepingWaitSeesAddOfWhatBecomesReadyLater)
{
	int epfd = app_epoll(), p[2];
	struct waiter w;
	make_pipe(p);
	waiter_start(&w, epfd, -1);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	write_byte(p[1]);
	CHECK_EQ(waiter_join(&w), 1);
}

CONTRACT(aSleepingWaitSeesTheHangUpOfWhatIsAddedForNothingElse)
{
	int epfd = app_epoll(), s[2];
	struct waiter w;
	make_pair(s);
	waiter_start(&w, epfd, -1);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, s[0], 0), 0);
	app_close(s[1]);
	CHECK_EQ(waiter_join(&w), 1);
	CHECK_EQ(w.events[0].events, EPOLLHUP);
}

CONTRACT(aSleepingWaitSeesMod)
{
	int epfd = app_epoll(), s[2];
	struct waiter w;
	add_pair(epfd, s);
	CHECK_EQ(app_ready(epfd), 0); /* epoll-et: the edge of ADD would wake it too */
	waiter_start(&w, epfd, -1);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, s[0], EPOLLIN | EPOLLOUT), 0);
	CHECK_EQ(waiter_woken_by(&w, s[0]), EPOLLOUT);
}

CONTRACT(aSleepingWaitSeesAOneShotArmedAgain)
{
	int epfd = app_epoll(), p[2];
	struct waiter w;
	make_pipe(p);
	write_byte(p[1]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLONESHOT), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	waiter_start(&w, epfd, -1);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN | EPOLLONESHOT), 0);
	CHECK_EQ(waiter_join(&w), 1);
	read_byte(p[0]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN | EPOLLONESHOT), 0);
	waiter_start(&w, epfd, -1);
	write_byte(p[1]);
	waiter_woken_by(&w, p[0]);
}

/* The second descriptor ends the wait; the first, taken out, must not show. */
CONTRACT(aSleepingWaitSeesDel)
{
	int epfd = app_epoll(), p[2], q[2];
	struct waiter w;
	add_pipe(epfd, p);
	add_pipe(epfd, q);
	waiter_start(&w, epfd, -1);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, p[0], 0), 0);
	write_byte(p[1]);
	write_byte(q[1]);
	waiter_woken_by(&w, q[0]);
}

/* poll and select hold the file while they sleep. */
CONTRACT(thePeerSeesACloseWhileAWaitSleeps)
{
	int epfd = app_epoll(), s[2], q[2];
	struct waiter w;
	add_pair(epfd, s);
	add_pipe(epfd, q);
	waiter_start(&w, epfd, -1);
	app_close(s[0]);
	struct pollfd peer = { .fd = s[1], .events = POLLIN };
	CHECK_EQ(poll(&peer, 1, 30000), 1);
	CHECK(peer.revents & POLLHUP);
	write_byte(q[1]);
	waiter_woken_by(&w, q[0]);
}

CONTRACT(thePeerSeesACloseAfterDelWhileAWaitSleeps)
{
	int epfd = app_epoll(), s[2];
	struct waiter w;
	add_pair(epfd, s);
	waiter_start(&w, epfd, 60000);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, s[0], 0), 0);
	app_close(s[0]);
	struct pollfd peer = { .fd = s[1], .events = POLLIN };
	CHECK_EQ(poll(&peer, 1, 30000), 1);
	int q[2];
	make_pipe(q);
	write_byte(q[1]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	CHECK_EQ(waiter_join(&w), 1);
}

CONTRACT(aClosedNumberThatIsReusedIsANewMember)
{
	int epfd = app_epoll();
	for (int i = 0; i < 101; i++) {
		int p[2];
		make_pipe(p);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN), -ENOENT);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
		CHECK_EQ(app_ready(epfd), 0);
		write_byte(p[1]);
		if (i % 2)
			CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
		app_close(p[0]);
		app_close(p[1]);
		CHECK_EQ(app_ready(epfd), 0);
	}
}

/* dup2 over a member, as preClose does: the old file leaves, the number can be added again. */
CONTRACT(aReplacedNumberLeavesTheSet)
{
	int epfd = app_epoll(), p[2], s[2];
	make_pipe(p);
	make_pair(s);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	write_byte(p[1]);
	sets_forget(p[0]);
	CHECK(dup2(s[0], p[0]) == p[0]);
	fd_replaced(p[0], true);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN), -ENOENT);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLOUT), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLOUT);
}

/* Foreign code closes without a hook. The kernel forgets the entry; so must we, at once or at the next look. */
CONTRACT(anUnseenCloseLeavesTheSet)
{
	int epfd = app_epoll(), p[2], q[2];
	make_pipe(p);
	make_pipe(q);
	write_byte(p[1]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	close(p[0]);
	struct epoll_event event;
	CHECK_EQ(app_wait(epfd, &event, 1, 11), 0);
	write_byte(q[1]);
	CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
	int again = fcntl(q[0], F_DUPFD, p[0]);
	CHECK_EQ(again, p[0]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, again, EPOLLIN), -ENOENT);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, again, EPOLLIN), 0);
	CHECK_EQ(app_ready(epfd), 2);
}

/* A child that keeps the description open must not keep the entry alive. */
CONTRACT(aForkedCopyDoesNotKeepAClosedMember)
{
	int epfd = app_epoll(), p[2], hold[2];
	make_pipe(p);
	CHECK(pipe(hold) == 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ready(epfd), 0);
	pid_t child = fork();
	if (child == 0) {
		char byte;
		close(hold[1]);
		_exit(read(hold[0], &byte, 1) == 0 ? 0 : 1);
	}
	bool kernel = engines[engine]->kernel;
	if (kernel) /* there it does: epoll_ctl(2) says to DEL before close */
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, p[0], 0), 0);
	app_close(p[0]);
	write_byte(p[1]);
	struct epoll_event event;
	CHECK_EQ(app_wait(epfd, &event, 1, 7), 0);
	close(hold[1]);
	int status;
	CHECK(waitpid(child, &status, 0) == child && status == 0);
}

static int epfd_of_all;
static _Atomic int taken[7];
static _Atomic int events_taken;

/* The last pipe is level-triggered and stays readable: it sends everybody home. */
static void *take_events(void *ends)
{
	const int (*p)[2] = ends;
	for (struct epoll_event event;;) {
		CHECK_EQ(app_wait(epfd_of_all, &event, 1, -1), 1);
		for (int i = 0; i < 7; i++)
			if ((int)event.data.u64 == p[i][0]) {
				taken[i]++;
				events_taken++;
			}
		if ((int)event.data.u64 == p[7][0])
			return NULL;
	}
}

CONTRACT(oneThreadOfSeveralGetsEachOneShotEvent)
{
	enum { THREADS = 3, FDS = 7 };
	int p[FDS + 1][2];
	pthread_t thread[THREADS];
	epfd_of_all = app_epoll();
	for (int i = 0; i <= FDS; i++)
		make_pipe(p[i]);
	for (int i = 0; i < FDS; i++)
		CHECK_EQ(app_ctl(epfd_of_all, EPOLL_CTL_ADD, p[i][0], EPOLLIN | EPOLLONESHOT), 0);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(&thread[i], NULL, take_events, p) == 0);
	for (int i = 0; i < FDS; i++)
		write_byte(p[i][1]);
	AWAIT(events_taken == FDS);
	write_byte(p[FDS][1]);
	CHECK_EQ(app_ctl(epfd_of_all, EPOLL_CTL_ADD, p[FDS][0], EPOLLIN), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	for (int i = 0; i < FDS; i++)
		CHECK_EQ(taken[i], 1);
}

CONTRACT(closingTheSetFreesTheSleeper)
{
	int epfd = app_epoll(), p[2];
	struct waiter w;
	add_pipe(epfd, p);
	if (engines[engine]->kernel)
		return; /* epoll_wait(2) goes on there, as without Pollux */
	waiter_start(&w, epfd, -1);
	app_close(epfd);
	CHECK_EQ(waiter_join(&w), -EINTR);
}
