/* epoll-lazy, nested: what the application finds in its own epoll fd when the set leaves the engine, and many threads at once. */
#include "proc_fds.h"
#include "support_crowd.h"

static int outer, inner;

static void begin(void)
{
	pollux_begin(ENGINE_epoll_lazy);
	outer = app_epoll();
	inner = app_epoll();
	CHECK_EQ(app_ctl(outer, EPOLL_CTL_ADD, inner, ARMED), 0);
	crowd_enter(inner);
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
	CHECK_EQ(members, CROWD - 1);
	CHECK_EQ(epoll_wait(inner, &event, 1, 0), 0);
}

static void fire_first(void)
{
	request(crowd[0]);
	CHECK_EQ(app_one(outer, inner), EPOLLIN);
	CHECK_EQ(app_one(inner, crowd[0].fd), EPOLLIN);
}

TEST(theKernelHasWhatWasAskedForWhenANestedSetIsHandedBack)
{
	begin();
	fire_first();
	CHECK_EQ(set_use(inner, ENGINE_epoll), 0);
	check_kernels_list();
	CHECK_EQ(app_ctl(inner, EPOLL_CTL_MOD, crowd[0].fd, ARMED), 0);
	CHECK_EQ(app_one(inner, crowd[0].fd), EPOLLIN);
}

TEST(theKernelHasWhatWasAskedForAfterARelease)
{
	struct epoll_event event;
	begin();
	fire_first();
	CHECK_EQ(sets_release(1000), 0);
	check_kernels_list();
	request(crowd[1]);
	CHECK_EQ(epoll_wait(inner, &event, 1, -1), 1);
	CHECK_EQ((int)event.data.u64, crowd[1].fd);
	CHECK_EQ(epoll_wait(inner, &event, 1, 0), 0);
}

TEST(nothingOfANestedSetIsLostBetweenEngines)
{
	begin();
	for (uint32_t i = 0; i < 3 * engine_count(); i++) {
		fire_first();
		request(crowd[1]);
		CHECK_EQ(set_use(inner, i % engine_count()), 0);
		serve(crowd[0]);
		CHECK_EQ(app_ctl(inner, EPOLL_CTL_MOD, crowd[0].fd, ARMED), 0);
		CHECK_EQ(app_one(inner, crowd[1].fd), EPOLLIN);
		CHECK_EQ(app_ready(inner), 0);
		serve(crowd[1]);
		CHECK_EQ(set_use(inner, ENGINE_epoll_lazy), 0);
		CHECK_EQ(set_known(inner)->engine, ENGINE_epoll_lazy);
		CHECK_EQ(app_ctl(inner, EPOLL_CTL_MOD, crowd[1].fd, ARMED), 0);
		CHECK_EQ(app_ctl(outer, EPOLL_CTL_MOD, inner, ARMED), 0);
		CHECK_EQ(app_ready(outer), 0);
	}
}

/* The sub-poller: takes all there is, then is armed again in the outer set. */
static void take_all(void)
{
	struct epoll_event events[CROWD];
	for (int n; (n = app_wait(inner, events, CROWD, 0)) > 0;)
		crowd_hand_over(events, n);
	CHECK_EQ(app_ctl(outer, EPOLL_CTL_MOD, inner, ARMED), 0);
}

static void serve_all(bool switching)
{
	begin();
	crowd_start(503);
	for (uint32_t turn = 0; !crowd_served(); turn++) {
		struct epoll_event event;
		if (switching && turn % 7 == 0)
			CHECK_EQ(set_use(turn % 2 ? outer : inner, turn % engine_count()), 0);
		if (app_wait(outer, &event, 1, 100) == 1)
			take_all();
	}
	crowd_end();
}

TEST(noByteIsLeftBehindInANestedSetAndNothingIsReportedTooEarly)
{
	serve_all(false);
	CHECK_EQ(crowd_in_vain, 0);
	CHECK_EQ(set_known(inner)->engine, ENGINE_epoll_lazy);
}

TEST(noByteIsLeftBehindInANestedSetThatChangesItsEngine)
{
	serve_all(true);
}
