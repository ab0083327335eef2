/* Attach and detach: sets that were there before, and what is left behind. */
#include "contract.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proc_fds.h"

/* An epoll instance that no hook saw, with a waiter in the stock call. */
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

static int stock_epoll(int fd, uint32_t events)
{
	int epfd = epoll_create1(EPOLL_CLOEXEC);
	/* the JDK leaves garbage in the upper half of data */
	struct epoll_event event = { .events = events, .data.u64 = 0x7f5600000000ull << 16 | (uint32_t)fd };
	CHECK(epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &event) == 0);
	return epfd;
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
	CHECK_EQ(set_known(inner)->engine, engines[engine]->inside ? ENGINE_epoll : engine);
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

/* ---- detach ---- */

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
