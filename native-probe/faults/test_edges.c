/* The same for a set as Netty 4.1 has it: every member edge-triggered, registered once for everything, and read until there is no more;
 * and an eventfd that is never read. An edge that got lost would never come again. */
#include "contract.h"
#include "faults.h"
#include "support_sockets.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

enum { PAIRS = 3, MESSAGES = 23, LIMIT_MS = 20000 };
#define NETTYS (EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET)

struct link {
	pthread_mutex_t lock; /* the loop may hold an edge of what is being closed */
	int ours, theirs;
	uint8_t next; /* what must be read */
};

static struct link links[PAIRS];
static int listener, epfd, wake, under_test;
static _Atomic int woken;
static _Atomic bool over;

/* The kernel may refuse a member, and then says so to the application. */
static void ctl(int op, int fd, uint32_t events)
{
	for (int tries = 0; tries < 7; tries++) {
		int rc = app_ctl(epfd, op, fd, events);
		if (rc == 0)
			return;
		CHECK(rc == -ENOSPC || rc == -ENOMEM);
	}
	_exit(0);
}

static void link_open(struct link *l, int i)
{
	int s[2];
	if (i % 2)
		make_pair(s);
	else
		tcp_pair(listener, s);
	fcntl(s[0], F_SETFL, O_NONBLOCK);
	l->ours = s[0];
	l->theirs = s[1];
	l->next = 0;
	fd_born(s[0], ROLE_OTHER, PROTO_OTHER, -1);
	ctl(EPOLL_CTL_ADD, l->ours, NETTYS);
}

static void recycle(int i)
{
	pthread_mutex_lock(&links[i].lock);
	app_close(links[i].ours);
	close(links[i].theirs);
	link_open(&links[i], i);
	pthread_mutex_unlock(&links[i].lock);
}

static void drain(struct link *l)
{
	uint8_t byte;
	pthread_mutex_lock(&l->lock);
	while (read(l->ours, &byte, 1) == 1) {
		CHECK_EQ(byte, l->next++);
		CHECK(write(l->ours, &byte, 1) == 1);
	}
	CHECK_EQ(errno, EAGAIN);
	pthread_mutex_unlock(&l->lock);
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
					drain(&links[k]);
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
	uint8_t bytes[2] = { first, (uint8_t)(first + 1) }, back;
	for (int i = 0; i < 2; i++)
		CHECK(write(l->theirs, &bytes[i], 1) == 1);
	for (int i = 0; i < 2; i++) {
		struct pollfd one = { .fd = l->theirs, .events = POLLIN };
		CHECK_EQ(poll(&one, 1, LIMIT_MS), 1);
		CHECK(read(l->theirs, &back, 1) == 1 && back == bytes[i]);
	}
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
		pthread_mutex_lock(&links[m % PAIRS].lock);
		ctl(EPOLL_CTL_MOD, links[m % PAIRS].ours, EPOLLIN);
		ctl(EPOLL_CTL_MOD, links[m % PAIRS].ours, NETTYS);
		pthread_mutex_unlock(&links[m % PAIRS].lock);
	}
}

static void traffic(void)
{
	pthread_t thread;
	listener = tcp_listener(0);
	epfd = epoll_create1(EPOLL_CLOEXEC);
	wake = eventfd(0, EFD_NONBLOCK);
	CHECK(epfd >= 0 && wake >= 0);
	fd_born(epfd, ROLE_OTHER, PROTO_EPOLL, -1);
	set_created(epfd);
	ctl(EPOLL_CTL_ADD, wake, EPOLLIN | EPOLLET);
	for (int i = 0; i < PAIRS; i++) {
		pthread_mutex_init(&links[i].lock, NULL);
		link_open(&links[i], i);
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
