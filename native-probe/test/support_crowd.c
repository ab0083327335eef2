#include "support_crowd.h"

enum { WORKERS = 3, END = 255 };

struct scene crowd[CROWD];
_Atomic int crowd_in_vain;

static _Atomic int served[CROWD];
static int sent_rounds, queue[2];
static pthread_t worker[WORKERS], sender;

void crowd_enter(int epfd)
{
	for (int i = 0; i < CROWD; i++) {
		crowd[i].epfd = epfd;
		lazy_connection(&crowd[i]);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, crowd[i].fd, ARMED), 0);
	}
}

static void *work(void *unused)
{
	(void)unused;
	for (unsigned char i; read(queue[0], &i, 1) == 1 && i < CROWD;) {
		char bytes[7];
		ssize_t n = app_read_stream(crowd[i].fd, bytes, sizeof bytes);
		atomic_fetch_add(&crowd_in_vain, n < 0);
		for (; n > 0; n = app_read_stream(crowd[i].fd, bytes, sizeof bytes))
			atomic_fetch_add(&served[i], (int)n);
		CHECK_EQ(app_ctl(crowd[i].epfd, EPOLL_CTL_MOD, crowd[i].fd, ARMED), 0);
	}
	return NULL;
}

static void *send_all(void *unused)
{
	(void)unused;
	unsigned state = 4711;
	for (int round = 0; round < sent_rounds; round++)
		for (int i = 0; i < CROWD; i++) {
			state = state * 1664525u + 1013904223u;
			if (state & 0x10000)
				AWAIT(served[i] >= 3 * round - 6);
			CHECK_EQ(write(crowd[i].peer, "abc", 1), 1);
			CHECK_EQ(write(crowd[i].peer, "bc", 2), 2);
		}
	return NULL;
}

void crowd_start(int rounds)
{
	sent_rounds = rounds;
	CHECK(pipe(queue) == 0);
	for (int i = 0; i < WORKERS; i++)
		CHECK(pthread_create(&worker[i], NULL, work, NULL) == 0);
	CHECK(pthread_create(&sender, NULL, send_all, NULL) == 0);
}

void crowd_hand_over(const struct epoll_event *events, int n)
{
	for (int e = 0; e < n; e++)
		for (unsigned char i = 0; i < CROWD; i++)
			if ((int)events[e].data.u64 == crowd[i].fd)
				CHECK_EQ(write(queue[1], &i, 1), 1);
}

bool crowd_served(void)
{
	for (int i = 0; i < CROWD; i++)
		if (served[i] != 3 * sent_rounds)
			return false;
	return true;
}

void crowd_end(void)
{
	pthread_join(sender, NULL);
	for (unsigned char i = 0, end = END; i < WORKERS; i++)
		CHECK_EQ(write(queue[1], &end, 1), 1);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(worker[i], NULL);
}
