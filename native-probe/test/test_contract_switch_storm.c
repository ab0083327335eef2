/* Switches under traffic, one after the other: nothing is lost, nothing comes twice, and what is ready is reported by every wait. */
#include "contract.h"

#include <time.h>

/* ---- ping-pong over several sets ---- */

enum { LOOPS = 3, PAIRS = 7, MESSAGES = 4001 };

struct loop {
	pthread_t thread;
	int epfd, wake[2], served;
	bool one_shot;
	int pair[PAIRS][2];
};

static _Atomic int answered;

/* Echoes bytes until its wake-up pipe is readable. */
static void *echo(void *arg)
{
	struct loop *l = arg;
	for (struct epoll_event events[4];;) {
		int n = app_wait(l->epfd, events, 4, -1);
		CHECK(n > 0);
		for (int i = 0; i < n; i++) {
			int fd = (int)events[i].data.u64;
			if (fd == l->wake[0])
				return NULL;
			CHECK(events[i].events == EPOLLIN);
			char byte;
			ssize_t got = read(fd, &byte, 1);
			CHECK(got == 1);
			CHECK(write(fd, &byte, 1) == 1);
			l->served++;
			if (l->one_shot)
				CHECK_EQ(app_ctl(l->epfd, EPOLL_CTL_MOD, fd, EPOLLIN | EPOLLONESHOT), 0);
		}
	}
}

static void loop_start(struct loop *l, bool one_shot)
{
	l->epfd = app_epoll();
	l->one_shot = one_shot;
	make_pipe(l->wake);
	CHECK_EQ(app_ctl(l->epfd, EPOLL_CTL_ADD, l->wake[0], EPOLLIN), 0);
	for (int i = 0; i < PAIRS; i++) {
		make_pair(l->pair[i]);
		CHECK_EQ(app_ctl(l->epfd, EPOLL_CTL_ADD, l->pair[i][0], EPOLLIN | (one_shot ? EPOLLONESHOT : 0)), 0);
	}
	CHECK(pthread_create(&l->thread, NULL, echo, l) == 0);
}

static void *client(void *arg)
{
	struct loop *loops = arg;
	for (int m = 0; m < MESSAGES; m++) {
		int fd = loops[m % LOOPS].pair[m % PAIRS][1];
		char byte = (char)m, back;
		CHECK(write(fd, &byte, 1) == 1);
		ssize_t got;
		while ((got = read(fd, &back, 1)) < 0 && errno == EAGAIN)
			usleep(20);
		CHECK(got == 1 && back == byte);
		answered++;
	}
	return NULL;
}

static void switch_until_done(int *switches)
{
	for (uint32_t to = 0; answered < MESSAGES; to++) {
		CHECK(sets_use(to % engine_count()) >= 0);
		++*switches;
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	}
}

static void run_loops(int *switches)
{
	static struct loop loops[LOOPS];
	pthread_t thread;
	for (int i = 0; i < LOOPS; i++)
		loop_start(&loops[i], i == 1);
	CHECK(pthread_create(&thread, NULL, client, loops) == 0);
	if (switches)
		switch_until_done(switches);
	pthread_join(thread, NULL);
	int served = 0;
	for (int i = 0; i < LOOPS; i++) {
		write_byte(loops[i].wake[1]);
		pthread_join(loops[i].thread, NULL);
		served += loops[i].served;
	}
	CHECK_EQ(served, MESSAGES);
}

CONTRACT(severalLoopsServeEveryMessageOnce)
{
	run_loops(NULL);
}

TEST(noMessageIsLostWhileEnginesChangeEveryMillisecond)
{
	int switches = 0;
	pollux_begin(0);
	run_loops(&switches);
	CHECK(switches > 7);
}

/* ---- waits that do not block ---- */

enum { SWITCHES = 50003 };

static _Atomic int switched;

static void *switch_often(void *epfd)
{
	for (; switched < SWITCHES; switched++)
		CHECK_EQ(set_use(*(int *)epfd, (uint32_t)switched % engine_count()), 0);
	return NULL;
}

/* A switcher has the role for a while: what is ready is reported all the same, as epoll_wait(2) looks before it gives up. */
TEST(aWaitThatIsOverSeesWhatIsReadyWhileEnginesChange)
{
	pollux_begin(0);
	int epfd = app_epoll(), p[2];
	pthread_t thread;
	add_pipe(epfd, p);
	write_byte(p[1]);
	CHECK(pthread_create(&thread, NULL, switch_often, &epfd) == 0);
	while (switched < SWITCHES) {
		struct epoll_event events[2];
		CHECK_EQ(app_wait(epfd, events, 2, 0), 1);
		CHECK_EQ(app_wait(epfd, events, 2, 1), 1);
	}
	pthread_join(thread, NULL);
}
