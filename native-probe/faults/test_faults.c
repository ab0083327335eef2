/* Every call at every site fails in turn, while traffic runs: the traffic stays whole, the application sees none of it, and a set that
 * went back to the kernel's epoll is counted. */
#include "contract.h"
#include "faults.h"
#include "links.h"
#include "support_sockets.h"

#include <sys/socket.h>

enum { PAIRS = 5, MESSAGES = 47, FOREVER = 1 << 30 };

static struct link links[PAIRS];
static int listener, epfd, inner, to_inner[2], under_test;
static uint32_t inner_events = EPOLLIN;
static _Atomic int sent, answered;

/* ---- the application ---- */

static void open_link(int i)
{
	link_open(&links[i], epfd, listener, i, EPOLLIN | (i % 3 ? 0 : EPOLLONESHOT));
}

static void recycle(int i)
{
	link_close(&links[i]);
	open_link(i);
}

static void serve(struct link *l)
{
	uint8_t byte;
	CHECK(read(l->ours, &byte, 1) == 1);
	CHECK_EQ(byte, l->next++);
	if (l->events & EPOLLONESHOT)
		insist(epfd, EPOLL_CTL_MOD, l->ours, l->events);
	CHECK(write(l->ours, &byte, 1) == 1); /* the client goes on */
}

static void serve_inner(void)
{
	struct epoll_event event;
	CHECK_EQ(app_wait(inner, &event, 1, -1), 1);
	CHECK_EQ(event.data.u64, to_inner[0]);
	read_byte(to_inner[0]);
	if (inner_events & EPOLLONESHOT)
		insist(inner, EPOLL_CTL_MOD, to_inner[0], inner_events);
	answered++;
}

static void serve_one(int fd)
{
	if (fd == inner) {
		serve_inner();
		return;
	}
	for (int i = 0; i < PAIRS; i++)
		if (links[i].ours == fd) {
			serve(&links[i]);
			return;
		}
	test_fail(__FILE__, __LINE__, "reported %d, which nobody asked for", fd);
}

/* One thread's turn; then it ends, and what it owned is another's. */
static void *loop(void *until)
{
	struct epoll_event events[3];
	while (answered < *(int *)until) {
		int n = app_wait(epfd, events, 3, 1000);
		CHECK(n >= 0);
		for (int i = 0; i < n && answered < FOREVER; i++)
			serve_one((int)events[i].data.u64);
	}
	return NULL;
}

/* ---- the other side ---- */

static void meanwhile(int m)
{
	int fd = links[m % PAIRS].ours;
	if (m % 7 == 3) {
		insist(epfd, EPOLL_CTL_MOD, fd, 0);
		insist(epfd, EPOLL_CTL_MOD, fd, links[m % PAIRS].events);
	}
	if (m % 11 == 5)
		recycle(m % PAIRS);
	if (m == 23)
		set_use(epfd, under_test == ENGINE_poll ? ENGINE_select : ENGINE_poll);
	if (m == 29)
		set_use(epfd, (uint32_t)under_test);
	if (m == 31)
		set_use(epfd, ENGINE_epoll);
	if (m == 37)
		set_use(epfd, (uint32_t)under_test);
	if (m == 41)
		sets_suspect(fd);
}

static void ask(int m)
{
	const struct link *l = &links[m % PAIRS];
	uint8_t byte = l->next;
	link_say(l, byte);
	link_hear(l, byte);
	answered++;
}

static void *client(void *unused)
{
	(void)unused;
	for (int m = 0; m < MESSAGES; m++) {
		meanwhile(m);
		int before = answered;
		if (m % 6 == 5)
			write_byte(to_inner[1]);
		else
			ask(m);
		AWAIT(answered > before);
		sent++;
	}
	answered = FOREVER;
	int nobody = links[0].theirs;
	shutdown(nobody, SHUT_WR);
	return NULL;
}

static void in_thread(pthread_t *thread, void *(*run)(void *), void *argument)
{
	CHECK(pthread_create(thread, NULL, run, argument) == 0);
}

static void open_all(void)
{
	listener = tcp_listener(0);
	epfd = set_open();
	inner = set_open();
	make_pipe(to_inner);
	insist(inner, EPOLL_CTL_ADD, to_inner[0], inner_events);
	insist(epfd, EPOLL_CTL_ADD, inner, EPOLLIN);
	for (int i = 0; i < PAIRS; i++)
		open_link(i);
}

static uint64_t fallbacks(void)
{
	uint64_t n = 0;
	for (int i = 0; i < FALLBACKS; i++)
		n += fallback_rows[i].count;
	return n;
}

static void traffic(void)
{
	int quarter = MESSAGES / 4, end = FOREVER;
	pthread_t first, second, other;
	open_all();
	in_thread(&other, client, NULL);
	in_thread(&first, loop, &quarter);
	pthread_join(first, NULL);
	in_thread(&second, loop, &end);
	pthread_join(other, NULL);
	pthread_join(second, NULL);
	CHECK_EQ(sent, MESSAGES);
	const struct set *s = set_known(epfd);
	if (s && s->engine != (uint32_t)under_test) /* none: there was no memory for it, and the kernel serves what Pollux does not know */
		CHECK(fallbacks() > 0);
}

static void clean_up(void)
{
	struct epoll_event event;
	CHECK_EQ(sets_release(5000), 0);
	CHECK_EQ(sets_own_fds(), 0);
	write_byte(links[1].theirs);
	CHECK(epoll_wait(epfd, &event, 1, 20000) == 1);
}

static void traffic_and_detach(void)
{
	traffic();
	faults_off();
	clean_up();
}

static void traffic_inside(void)
{
	inner_events |= EPOLLONESHOT;
	traffic_and_detach();
}

#undef TEST_SECONDS
#define TEST_SECONDS 600

CONTRACT(trafficStaysWholeWhicheverCallFails)
{
	under_test = engine;
	CHECK_EQ(faults_each(engine, traffic_and_detach), 0);
}

TEST(trafficStaysWholeInASetThatIsServedInsideAnotherWhicheverCallFails)
{
	under_test = ENGINE_epoll_lazy;
	CHECK_EQ(faults_each(ENGINE_epoll_lazy, traffic_inside), 0);
}
