/* Live switches: nothing is lost, nothing comes twice. */
#include "contract.h"

#include <stdlib.h>
#include <time.h>

/* Each engine in turn, each state of an entry. */
CONTRACT(armedFiredReadyAndIdleEntriesSurviveASwitchToEveryEngine)
{
	for (uint32_t to = 0; to < engine_count(); to++) {
		int epfd = app_epoll(), idle[2], ready[2], fired[2], out[2];
		make_pipe(idle);
		make_pipe(ready);
		make_pipe(fired);
		make_pair(out);
		write_byte(ready[1]);
		write_byte(fired[1]);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, fired[0], EPOLLIN | EPOLLONESHOT), 0);
		CHECK_EQ(app_one(epfd, fired[0]), EPOLLIN);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, idle[0], EPOLLIN), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, ready[0], EPOLLIN), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, out[0], EPOLLOUT | EPOLLONESHOT), 0);
		CHECK_EQ(set_use(epfd, to), 0);
		CHECK_EQ(set_known(epfd)->engine, to);
		CHECK_EQ(app_ready(epfd), 2);
		CHECK_EQ(app_one(epfd, ready[0]), EPOLLIN);
		write_byte(idle[1]);
		CHECK_EQ(app_ready(epfd), 2);
		read_byte(idle[0]);
		read_byte(ready[0]);
		CHECK_EQ(app_ready(epfd), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, fired[0], EPOLLIN | EPOLLONESHOT), -EEXIST);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, fired[0], EPOLLIN | EPOLLONESHOT), 0);
		CHECK_EQ(app_one(epfd, fired[0]), EPOLLIN);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, fired[0], 0), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, fired[0], 0), -ENOENT);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, out[0], 0), 0);
		CHECK_EQ(set_use(epfd, (uint32_t)engine), 0);
		write_byte(idle[1]);
		CHECK_EQ(app_one(epfd, idle[0]), EPOLLIN);
		app_close(epfd);
	}
}

/* Leaving io_uring may cost the thread one EINTR, as any signal does: see uring_pin.h. */
CONTRACT(aSleepingWaitGoesOnUnderTheNewEngine)
{
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	struct waiter w;
	waiter_start_stubborn(&w, epfd, -1);
	for (uint32_t round = 0; round < 3 * engine_count(); round++) {
		CHECK_EQ(set_use(epfd, round % engine_count()), 0);
		await_sleeper(epfd);
	}
	write_byte(p[1]);
	waiter_woken_by(&w, p[0]);
	CHECK_EQ(w.events[0].events, EPOLLIN);
}

/* ---- ping-pong over several sets while engines change ---- */

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

TEST(edgesThatAreOneShotKeepASetOnTheKernelsEpoll)
{
	pollux_begin(0);
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLET | EPOLLONESHOT), 0);
	CHECK_EQ(set_use(epfd, ENGINE_poll), -ENOTSUP);
	CHECK_EQ(set_known(epfd)->engine, ENGINE_epoll);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	CHECK_EQ(app_ready(epfd), 0);
}

CONTRACT(anAddThatNoEngineServesPutsTheSetBackOnTheKernelsEpoll)
{
	int epfd = app_epoll(), p[2], q[2];
	make_pipe(p);
	make_pipe(q);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLET), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], EPOLLIN | EPOLLEXCLUSIVE), 0);
	CHECK_EQ(set_known(epfd)->engine, ENGINE_epoll);
	CHECK_EQ(fallback_rows[FALLBACK_edge_triggered].count, engines[engine]->kernel ? 0 : 1);
	write_byte(q[1]);
	CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
	read_byte(q[0]);
	CHECK_EQ(app_ready(epfd), 0);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	CHECK_EQ(app_ready(epfd), 0);
}

/* A broken wake-up descriptor: an engine's own failure. */
CONTRACT(anEngineThatFailsFallsBackAndLosesNothing)
{
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	CHECK_EQ(app_ready(epfd), 0);
	struct set *s = set_known(epfd);
	if (engines[engine]->kernel || engine == ENGINE_epoll_et || engine == ENGINE_epoll_lazy || engine == ENGINE_io_uring)
		return; /* no descriptor whose loss is an error */
	close(s->wake);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	read_byte(p[0]);
	CHECK_EQ(app_ready(epfd), 0);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	CHECK_EQ(s->engine, ENGINE_epoll);
}
