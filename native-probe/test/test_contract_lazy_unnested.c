/* epoll-lazy, nested: what the application finds in its own epoll fd when the set leaves the engine, and many threads at once. */
#include "support_lazy.h"

#include "lazy.h"
#include "proc_fds.h"

#define ARMED (EPOLLIN | EPOLLONESHOT)

enum { CONNECTIONS = 7, WORKERS = 3, ROUNDS = 503 };

static struct scene all[CONNECTIONS];
static _Atomic int served[CONNECTIONS];
static _Atomic int nothing_there;
static int outer, inner, queue[2];

static void begin(void)
{
	pollux_begin(ENGINE_epoll_lazy);
	CHECK_EQ(lazy_use("on+nested"), 0);
	outer = app_epoll();
	inner = app_epoll();
	CHECK_EQ(app_ctl(outer, EPOLL_CTL_ADD, inner, ARMED), 0);
	for (int i = 0; i < CONNECTIONS; i++) {
		all[i].epfd = inner;
		lazy_connection(&all[i]);
		CHECK_EQ(app_ctl(inner, EPOLL_CTL_ADD, all[i].fd, ARMED), 0);
	}
	CHECK_EQ(set_known(inner)->engine, ENGINE_epoll_lazy);
}

static int member(const struct proc_member *m, void *arg)
{
	CHECK_EQ(m->events & ~(uint32_t)(EPOLLERR | EPOLLHUP), (uint32_t)ARMED);
	CHECK_EQ(m->data, (uint64_t)m->fd);
	++*(int *)arg;
	return 0;
}

/* The first has fired, and is in nobody's list; the others are there as they were asked for. */
static void check_kernels_list(void)
{
	int members = 0;
	struct epoll_event event;
	CHECK_EQ(proc_each_member(inner, member, &members), 0);
	CHECK_EQ(members, CONNECTIONS - 1);
	CHECK_EQ(epoll_wait(inner, &event, 1, 0), 0);
}

static void fire_first(void)
{
	request(all[0]);
	CHECK_EQ(app_one(outer, inner), EPOLLIN);
	CHECK_EQ(app_one(inner, all[0].fd), EPOLLIN);
}

TEST(theKernelHasWhatWasAskedForWhenANestedSetIsHandedBack)
{
	begin();
	fire_first();
	CHECK_EQ(set_use(inner, ENGINE_epoll), 0);
	check_kernels_list();
	CHECK_EQ(app_ctl(inner, EPOLL_CTL_MOD, all[0].fd, ARMED), 0);
	CHECK_EQ(app_one(inner, all[0].fd), EPOLLIN);
}

TEST(theKernelHasWhatWasAskedForAfterARelease)
{
	struct epoll_event event;
	begin();
	fire_first();
	CHECK_EQ(sets_release(1000), 0);
	check_kernels_list();
	request(all[1]);
	CHECK_EQ(epoll_wait(inner, &event, 1, -1), 1);
	CHECK_EQ((int)event.data.u64, all[1].fd);
	CHECK_EQ(epoll_wait(inner, &event, 1, 0), 0);
}

TEST(nothingOfANestedSetIsLostBetweenEngines)
{
	begin();
	for (uint32_t i = 0; i < 3 * engine_count(); i++) {
		fire_first();
		request(all[1]);
		CHECK_EQ(set_use(inner, i % engine_count()), 0);
		serve(all[0]);
		CHECK_EQ(app_ctl(inner, EPOLL_CTL_MOD, all[0].fd, ARMED), 0);
		CHECK_EQ(app_one(inner, all[1].fd), EPOLLIN);
		CHECK_EQ(app_ready(inner), 0);
		serve(all[1]);
		CHECK_EQ(set_use(inner, ENGINE_epoll_lazy), 0);
		CHECK_EQ(set_known(inner)->engine, ENGINE_epoll_lazy);
		CHECK_EQ(app_ctl(inner, EPOLL_CTL_MOD, all[1].fd, ARMED), 0);
		CHECK_EQ(app_ctl(outer, EPOLL_CTL_MOD, inner, ARMED), 0);
		CHECK_EQ(app_ready(outer), 0);
	}
}

/* As virtual threads do: reads to the end, then wants more. */
static void *work(void *unused)
{
	(void)unused;
	for (unsigned char i; read(queue[0], &i, 1) == 1 && i < CONNECTIONS;) {
		char bytes[7];
		ssize_t n = app_read_stream(all[i].fd, bytes, sizeof bytes);
		atomic_fetch_add(&nothing_there, n < 0);
		for (; n > 0; n = app_read_stream(all[i].fd, bytes, sizeof bytes))
			atomic_fetch_add(&served[i], (int)n);
		CHECK_EQ(app_ctl(inner, EPOLL_CTL_MOD, all[i].fd, ARMED), 0);
	}
	return NULL;
}

static void *send_all(void *unused)
{
	(void)unused;
	unsigned state = 4711;
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < CONNECTIONS; i++) {
			state = state * 1664525u + 1013904223u;
			if (state & 0x10000)
				AWAIT(served[i] >= 3 * round - 6);
			CHECK_EQ(write(all[i].peer, "abc", 1), 1);
			CHECK_EQ(write(all[i].peer, "bc", 2), 2);
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

/* The sub-poller: takes all there is, then is armed again in the outer set. */
static void take_all(void)
{
	struct epoll_event events[CONNECTIONS];
	for (int n; (n = app_wait(inner, events, CONNECTIONS, 0)) > 0;)
		for (int e = 0; e < n; e++)
			for (unsigned char i = 0; i < CONNECTIONS; i++)
				if ((int)events[e].data.u64 == all[i].fd)
					CHECK_EQ(write(queue[1], &i, 1), 1);
	CHECK_EQ(app_ctl(outer, EPOLL_CTL_MOD, inner, ARMED), 0);
}

static void serve_all(bool switching)
{
	pthread_t worker[WORKERS], sender;
	begin();
	CHECK(pipe(queue) == 0);
	for (int i = 0; i < WORKERS; i++)
		CHECK(pthread_create(&worker[i], NULL, work, NULL) == 0);
	CHECK(pthread_create(&sender, NULL, send_all, NULL) == 0);
	for (uint32_t turn = 0; !all_served(); turn++) {
		struct epoll_event event;
		if (switching && turn % 7 == 0)
			CHECK_EQ(set_use(turn % 2 ? outer : inner, turn % engine_count()), 0);
		if (app_wait(outer, &event, 1, 100) == 1)
			take_all();
	}
	pthread_join(sender, NULL);
	for (unsigned char i = 0, end = 255; i < WORKERS; i++)
		CHECK_EQ(write(queue[1], &end, 1), 1);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(worker[i], NULL);
}

TEST(noByteIsLeftBehindInANestedSetAndNothingIsReportedTooEarly)
{
	serve_all(false);
	CHECK_EQ(nothing_there, 0);
	CHECK_EQ(set_known(inner)->engine, ENGINE_epoll_lazy);
}

TEST(noByteIsLeftBehindInANestedSetThatChangesItsEngine)
{
	serve_all(true);
}
