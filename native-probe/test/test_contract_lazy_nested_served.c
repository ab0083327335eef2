/* epoll-lazy, nested: which sets it takes, and which are the kernel's. */
#include "support_nest.h"

#include "lazy.h"

TEST(aNestedSetIsTheKernelsWhereNestedIsOff)
{
	struct nest n = nest();
	CHECK_EQ(lazy_use(NOT_NESTED), 0);
	request_now(n.c);
	found(n);
	serve(n.c);
	uint64_t before = counted(n.c.epfd, SET_saved_calls);
	arm(n);
	CHECK_EQ(counted(n.c.epfd, SET_saved_calls), before);
	CHECK_EQ(set_use(n.c.epfd, ENGINE_epoll), 0);
	CHECK_EQ(set_use(n.c.epfd, ENGINE_epoll_lazy), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll);
	CHECK_EQ(lazy_use("on"), 0);
	CHECK_EQ(set_use(n.c.epfd, ENGINE_epoll_lazy), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll_lazy);
	request_now(n.c);
	found(n);
}

/* Its number is not in its data. */
TEST(aNestedSetWithAMemberThatComesBackAsSomethingElseIsTheKernels)
{
	struct nest n = nest();
	struct epoll_event pointer = { .events = ARMED, .data.ptr = &n };
	int p[2];
	make_pipe(p);
	CHECK_EQ(set_ctl(n.c.epfd, EPOLL_CTL_ADD, p[0], &pointer), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll);
	request_now(n.c);
	found(n);
}

TEST(aNestedSetWithALevelTriggeredMemberIsTheKernels)
{
	struct nest n = nest();
	int p[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll);
	CHECK_EQ(set_use(n.c.epfd, ENGINE_epoll_lazy), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll);
	request_now(n.c);
	found(n);
	write_byte(p[1]);
	for (int i = 0; i < 3; i++) {
		CHECK(readable(n.c.epfd));
		CHECK_EQ(app_one(n.c.epfd, p[0]), EPOLLIN);
	}
}

TEST(withoutNestedTheKernelServesASetInsideAnother)
{
	pollux_begin(ENGINE_epoll_lazy);
	CHECK_EQ(lazy_use(NOT_NESTED), 0);
	int outer = app_epoll(), inner = app_epoll();
	CHECK_EQ(app_ctl(outer, EPOLL_CTL_ADD, inner, ARMED), 0);
	CHECK_EQ(set_known(inner)->engine, ENGINE_epoll);
}
