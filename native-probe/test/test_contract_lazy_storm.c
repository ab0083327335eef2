/* epoll-lazy, all of it at once. */
#include "support_lazy.h"

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
		lazy_connection(&storm[i]);
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
