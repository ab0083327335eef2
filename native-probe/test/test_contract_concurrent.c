/* Interest that changes while another thread sleeps in the wait, and several threads in one. */
#include "contract.h"

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
