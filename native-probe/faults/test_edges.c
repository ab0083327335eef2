/* The same for a set as Netty 4.1 has it: every member edge-triggered, registered once for everything, and read until there is no more;
 * and an eventfd that is never read. An edge that got lost would never come again. */
#include "contract.h"
#include "faults.h"
#include "links.h"
#include "support_sockets.h"

#include <sys/eventfd.h>

enum { PAIRS = 3, MESSAGES = 23, LIMIT_MS = 20000 };
#define NETTYS (EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET)

static struct link links[PAIRS];
static pthread_mutex_t locks[PAIRS]; /* the loop may hold an edge of what is being closed */
static int listener, epfd, wake, under_test;
static _Atomic int woken;
static _Atomic bool over;

static void recycle(int i)
{
	pthread_mutex_lock(&locks[i]);
	link_close(&links[i]);
	link_open(&links[i], epfd, listener, i, NETTYS);
	pthread_mutex_unlock(&locks[i]);
}

static void drain(int i)
{
	struct link *l = &links[i];
	uint8_t byte;
	pthread_mutex_lock(&locks[i]);
	while (read(l->ours, &byte, 1) == 1) {
		CHECK_EQ(byte, l->next++);
		CHECK(write(l->ours, &byte, 1) == 1);
	}
	CHECK_EQ(errno, EAGAIN);
	pthread_mutex_unlock(&locks[i]);
}

static void *loop(void *unused)
{
	struct epoll_event events[2];
	while (!over) {
		int n = app_wait(epfd, events, 2, 1000);
		CHECK(n >= 0);
		for (int i = 0; i < n; i++) {
			woken += (int)events[i].data.u64 == wake;
			for (int k = 0; k < PAIRS; k++)
				if ((int)events[i].data.u64 == links[k].ours)
					drain(k);
		}
	}
	return unused;
}

/* What an event loop does for a task from another thread. The counter is as high as it may be long before it overflows. */
static void wake_up(void)
{
	int before = woken;
	uint64_t one = 1;
	CHECK(write(wake, &one, sizeof one) == sizeof one);
	AWAIT(woken > before);
}

static void ask(struct link *l, uint8_t first)
{
	for (int i = 0; i < 2; i++)
		link_say(l, (uint8_t)(first + i));
	for (int i = 0; i < 2; i++)
		link_hear(l, (uint8_t)(first + i));
}

/* The edge is the member's still after a switch, and after an interest that was level-triggered for a while. */
static void meanwhile(int m)
{
	static const struct { int at; uint32_t to; } moves[] = { { 7, ENGINE_poll }, { 13, ENGINE_epoll } };
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		if (m == moves[i].at)
			set_use(epfd, moves[i].to);
		if (m == moves[i].at + 3)
			set_use(epfd, (uint32_t)under_test);
	}
	if (m % 5 == 3)
		recycle(m % PAIRS);
	if (m % 4 == 1) {
		pthread_mutex_lock(&locks[m % PAIRS]);
		insist(epfd, EPOLL_CTL_MOD, links[m % PAIRS].ours, EPOLLIN);
		insist(epfd, EPOLL_CTL_MOD, links[m % PAIRS].ours, NETTYS);
		pthread_mutex_unlock(&locks[m % PAIRS]);
	}
}

static void traffic(void)
{
	pthread_t thread;
	listener = tcp_listener(0);
	epfd = set_open();
	wake = eventfd(0, EFD_NONBLOCK);
	CHECK(wake >= 0);
	insist(epfd, EPOLL_CTL_ADD, wake, EPOLLIN | EPOLLET);
	for (int i = 0; i < PAIRS; i++) {
		pthread_mutex_init(&locks[i], NULL);
		link_open(&links[i], epfd, listener, i, NETTYS);
	}
	CHECK(pthread_create(&thread, NULL, loop, NULL) == 0);
	for (int m = 0; m < MESSAGES; m++) {
		struct link *l = &links[m % PAIRS];
		meanwhile(m);
		ask(l, l->next);
		if (m % 6 == 5)
			wake_up();
	}
	over = true;
	CHECK(write(wake, &(uint64_t){ 1 }, sizeof(uint64_t)) == sizeof(uint64_t));
	pthread_join(thread, NULL);
}

/* Detached, the kernel has the members, as edges: one is told of what comes now. */
static void detach(void)
{
	struct epoll_event event = { .events = 0 };
	faults_off();
	CHECK_EQ(sets_release(LIMIT_MS), 0);
	CHECK_EQ(sets_own_fds(), 0);
	write_byte(links[1].theirs);
	while ((event.events & EPOLLIN) == 0 || (int)event.data.u64 != links[1].ours)
		CHECK(epoll_wait(epfd, &event, 1, LIMIT_MS) == 1);
	CHECK_EQ(epoll_wait(epfd, &event, 1, 0) > 0 && (int)event.data.u64 == links[1].ours, 0);
}

static void traffic_and_detach(void)
{
	traffic();
	detach();
}

#undef TEST_SECONDS
#define TEST_SECONDS 600

CONTRACT(edgesStayWholeWhicheverCallFails)
{
	under_test = engine;
	CHECK_EQ(faults_each(engine, traffic_and_detach), 0);
}
