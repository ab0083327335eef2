/* A set that is a member of another, as JDK 25's pollers are, under every pair of engines. */
#include "contract.h"

#include <poll.h>

#include "lazy.h"

static bool readable(int fd)
{
	struct pollfd one = { .fd = fd, .events = POLLIN };
	return poll(&one, 1, 0) == 1;
}

/* The JDK's own steps: park (arm one-shot), master wakes, sub-poller takes, arms again. */
static void park_and_wake(int outer, int inner, const int p[2], int times)
{
	for (int i = 0; i < times; i++) {
		CHECK_EQ(app_ctl(inner, i ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLONESHOT), 0);
		CHECK_EQ(app_ready(inner), 0);
		CHECK_EQ(app_ctl(outer, i ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, inner, EPOLLIN | EPOLLONESHOT), 0);
		CHECK_EQ(app_ready(outer), 0);
		struct waiter w;
		waiter_start(&w, outer, -1);
		write_byte(p[1]);
		CHECK_EQ(waiter_join(&w), 1);
		CHECK_EQ(w.events[0].data.u64, inner);
		CHECK(readable(inner));
		CHECK_EQ(app_one(inner, p[0]), EPOLLIN);
		CHECK_EQ(app_ready(inner), 0);
		CHECK(!readable(inner));
		read_byte(p[0]);
	}
}

static void wakes_the_outer_one(uint32_t expected)
{
	for (uint32_t other = 0; other < engine_count(); other++) {
		int outer = app_epoll(), inner = app_epoll(), p[2];
		make_pipe(p);
		CHECK_EQ(set_use(outer, other), 0);
		park_and_wake(outer, inner, p, 5);
		CHECK(set_known(inner)->nested);
		CHECK_EQ(set_known(inner)->engine, expected);
		app_close(p[0]);
		app_close(inner);
		app_close(outer);
	}
}

CONTRACT(aNestedSetWakesTheOuterOneUnderEveryOtherEngine)
{
	wakes_the_outer_one((uint32_t)engine);
}

TEST(aNestedSetThatIsLeftToTheKernelWakesTheOuterOneUnderEveryOtherEngine)
{
	pollux_begin(ENGINE_epoll_lazy);
	CHECK_EQ(lazy_use(NOT_NESTED), 0);
	wakes_the_outer_one(ENGINE_epoll);
}

/* Members first, nested later. */
CONTRACT(aSetThatBecomesNestedIsReadable)
{
	int outer = app_epoll(), inner = app_epoll(), p[2], q[2];
	add_pipe(inner, p);
	add_pipe(inner, q);
	CHECK_EQ(app_ready(inner), 0);
	CHECK_EQ(app_ctl(outer, EPOLL_CTL_ADD, inner, EPOLLIN), 0);
	CHECK(!readable(inner));
	write_byte(p[1]);
	CHECK_EQ(app_one(outer, inner), EPOLLIN);
	CHECK_EQ(app_one(inner, p[0]), EPOLLIN);
	CHECK(readable(inner)); /* level-triggered: still there */
	CHECK_EQ(app_one(outer, inner), EPOLLIN);
	read_byte(p[0]);
	CHECK(!readable(inner));
	CHECK_EQ(app_ready(outer), 0);
	write_byte(q[1]);
	CHECK_EQ(app_ctl(inner, EPOLL_CTL_DEL, q[0], 0), 0);
	CHECK(!readable(inner));
	CHECK_EQ(app_ready(outer), 0);
}

static void go_through_every_engine(void)
{
	int outer = app_epoll(), inner = app_epoll(), p[2], armed = 0;
	make_pipe(p);
	CHECK_EQ(app_ctl(outer, EPOLL_CTL_ADD, inner, EPOLLIN), 0);
	for (uint32_t round = 0; round < 2 * engine_count(); round++) {
		CHECK_EQ(app_ctl(inner, armed ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLONESHOT), 0);
		armed = 1;
		CHECK_EQ(set_use(inner, round % engine_count()), 0);
		CHECK_EQ(app_ready(outer), 0);
		write_byte(p[1]);
		CHECK_EQ(app_one(outer, inner), EPOLLIN);
		CHECK_EQ(set_use(inner, (round + 1) % engine_count()), 0);
		CHECK_EQ(app_one(inner, p[0]), EPOLLIN);
		CHECK_EQ(app_ready(outer), 0);
		CHECK_EQ(app_ready(inner), 0);
		CHECK_EQ(set_use(inner, (round + 2) % engine_count()), 0);
		CHECK_EQ(app_ready(inner), 0); /* fired before the switch: stays fired */
		CHECK_EQ(app_ready(outer), 0);
		read_byte(p[0]);
	}
}

CONTRACT(aNestedSetGoesThroughEveryEngineWithItsMembers)
{
	go_through_every_engine();
}

TEST(aNestedSetThatIsLeftToTheKernelGoesThroughEveryEngineWithItsMembers)
{
	pollux_begin(ENGINE_epoll_lazy);
	CHECK_EQ(lazy_use(NOT_NESTED), 0);
	go_through_every_engine();
}
