/* Attach: sets that were there before. */
#include "contract.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A waiter in the stock call. */
static void *stock_wait(void *arg)
{
	struct waiter *w = arg;
	w->result = epoll_wait(w->epfd, w->events, w->max, w->timeout_ms);
	return NULL;
}

static bool sleeps_in_kernel(pid_t tid)
{
	char path[64], text[256] = "";
	snprintf(path, sizeof path, "/proc/self/task/%d/stat", tid);
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
	if (f)
		fclose(f);
	char *end = n ? strrchr(text, ')') : NULL;
	return end && end[2] == 'S';
}

static pid_t other_task(void)
{
	DIR *dir = opendir("/proc/self/task");
	pid_t found = 0;
	for (struct dirent *e; (e = readdir(dir));)
		if (atoi(e->d_name) > 0 && atoi(e->d_name) != getpid())
			found = atoi(e->d_name);
	closedir(dir);
	return found;
}

CONTRACT(anAdoptedSetIsLeftAloneUntilAHookSeesIt)
{
	int p[2], q[2];
	make_pipe(p);
	make_pipe(q);
	int epfd = stock_epoll(p[0], EPOLLIN), foreign = stock_epoll(q[0], EPOLLIN);
	CHECK_EQ(sets_adopt(), 2);
	CHECK_EQ(sets_adopt(), 0);
	CHECK_EQ(set_known(epfd)->engine, ENGINE_epoll);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(set_known(epfd)->engine, engine);
	write_byte(p[1]);
	struct epoll_event event;
	CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
	CHECK_EQ((int)event.data.u64, p[0]);
	write_byte(q[1]);
	CHECK_EQ(epoll_wait(foreign, &event, 1, 0), 1);
	CHECK_EQ(set_known(foreign)->engine, ENGINE_epoll);
}

CONTRACT(aSetUnknownToAdoptionIsAdoptedOnFirstSight)
{
	int p[2];
	make_pipe(p);
	write_byte(p[1]);
	int epfd = stock_epoll(p[0], EPOLLIN);
	struct epoll_event event;
	CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
	CHECK_EQ(set_known(epfd)->engine, engine);
	CHECK_EQ((int)event.data.u64, p[0]);
}

/* A poller: its thread stays in the stock native, ctl comes through the hook. It must come out to see what only we know. */
CONTRACT(aStockWaiterComesOutWhenItsSetMoves)
{
	int p[2], q[2];
	make_pipe(p);
	make_pipe(q);
	struct waiter w = { .epfd = stock_epoll(p[0], EPOLLIN), .max = 64, .timeout_ms = -1 };
	CHECK(pthread_create(&w.thread, NULL, stock_wait, &w) == 0);
	pid_t tid;
	AWAIT((tid = other_task()) && sleeps_in_kernel(tid));
	CHECK_EQ(sets_adopt(), 1);
	CHECK_EQ(app_ctl(w.epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	if (engines[engine]->kernel)
		write_byte(q[1]);
	CHECK_EQ(waiter_join(&w), 1);
	CHECK((int)w.events[0].data.u64 != p[0]);
	write_byte(p[1]);
	struct epoll_event event;
	CHECK_EQ(app_wait(w.epfd, &event, 1, -1), 1);
	CHECK_EQ((int)event.data.u64, engines[engine]->kernel ? q[0] : p[0]);
}

CONTRACT(aSetNestedBeforeTheAttachStaysReadable)
{
	int p[2];
	make_pipe(p);
	int inner = stock_epoll(p[0], EPOLLIN | EPOLLONESHOT), outer = stock_epoll(inner, EPOLLIN);
	sets_adopt();
	CHECK(set_known(inner)->nested);
	CHECK(!set_known(outer)->nested);
	CHECK_EQ(app_ready(inner), 0);
	CHECK_EQ(set_known(inner)->engine, engine);
	write_byte(p[1]);
	struct epoll_event event;
	CHECK_EQ(epoll_wait(outer, &event, 1, -1), 1);
	CHECK_EQ((int)event.data.u64, inner);
	CHECK_EQ(app_ready(inner), 1);
	CHECK_EQ(app_ready(inner), 0);
}

CONTRACT(anEntryOfAClosedNumberIsNotAdopted)
{
	int p[2], q[2];
	make_pipe(p);
	make_pipe(q);
	int epfd = stock_epoll(p[0], EPOLLIN), copy = dup(p[0]), number = p[0];
	write_byte(p[1]);
	close(p[0]);
	CHECK(dup2(q[0], number) == number);
	sets_adopt();
	set_ctl(epfd, EPOLL_CTL_DEL, q[1], NULL); /* a hook sees it */
	if (engines[engine]->kernel)
		return; /* the ghost reports there, as without Pollux */
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, number, EPOLLIN), 0);
	write_byte(q[1]);
	CHECK_EQ(app_one(epfd, number), EPOLLIN);
	close(copy);
}

static int own_epfd;
static void *own_loop(void *arg)
{
	(void)arg;
	own_thread(true);
	own_epfd = app_epoll();
	return NULL;
}

TEST(theAgentsOwnSetsStayOnTheKernelsEpoll)
{
	pollux_begin(0);
	pthread_t thread;
	pthread_create(&thread, NULL, own_loop, NULL);
	pthread_join(thread, NULL);
	CHECK_EQ(sets_use(ENGINE_poll), 0);
	CHECK_EQ(set_known(own_epfd)->engine, ENGINE_epoll);
	CHECK_EQ(set_use(own_epfd, ENGINE_poll), -ENOENT);
}
