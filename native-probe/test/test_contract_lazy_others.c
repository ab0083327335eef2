/* epoll-lazy, wakeup: writes that no hook saw, other sets and other engines find the wake-up as it would be without. */
#include "support_lazy.h"

/* Between the wait and the drain somebody else's edge has made the engine read the counter. */
TEST(aWakeUpWhoseCounterWasReadIsStillThereAfterASwitch)
{
	struct alarm a = lazy_alarm();
	alarm_wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(counter_of(a), 1);
	CHECK_EQ(set_use(a.epfd, ENGINE_epoll), 0);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	alarm_drain(a);
	CHECK_EQ(app_ready(a.epfd), 0);
}

TEST(aWriteThatNoHookSawIsReportedAndIsReadFromThenOn)
{
	struct alarm a = lazy_alarm();
	uint64_t three = 3;
	alarm_wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(alarm_drain(a), 0);
	CHECK_EQ(write(a.fd, &three, sizeof three), (long)sizeof three);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(counter_of(a), 3);
	CHECK_EQ(app_ready(a.epfd), 0);
	wake_once(a, 8);
}

TEST(aWakeUpIsWhatItWasAfterASwitch)
{
	struct alarm a = lazy_alarm();
	for (uint32_t to = 0; to < engine_count(); to++) {
		CHECK_EQ(set_use(a.epfd, ENGINE_epoll_lazy), 0);
		alarm_wake(a);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		alarm_drain(a);
		alarm_wake(a);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		alarm_drain(a);
		CHECK_EQ(set_use(a.epfd, to), 0);
		CHECK_EQ(app_ready(a.epfd), 0);
		CHECK_EQ(set_use(a.epfd, ENGINE_epoll_lazy), 0);
		alarm_wake(a);
		CHECK_EQ(set_use(a.epfd, to), 0);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		alarm_drain(a);
		CHECK_EQ(app_ready(a.epfd), 0);
	}
	CHECK_EQ(set_use(a.epfd, ENGINE_epoll_lazy), 0);
	alarm_wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	alarm_drain(a);
	CHECK_EQ(sets_release(1000), 0);
	CHECK_EQ(counter_of(a), 0);
}

TEST(aWakeUpOfTwoSetsIsReadAndReportedInBoth)
{
	struct alarm a = lazy_alarm(), b = { app_epoll(), a.fd };
	alarm_wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(app_ctl(b.epfd, EPOLL_CTL_ADD, a.fd, EPOLLIN), 0);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(app_one(b.epfd, a.fd), EPOLLIN);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	}
	CHECK_EQ(alarm_drain(a), 8);
	CHECK_EQ(app_ready(a.epfd), 0);
	CHECK_EQ(app_ready(b.epfd), 0);
}

TEST(withRoomForOneEventTheWakeUpAndAMemberTakeTurns)
{
	struct alarm a = lazy_alarm();
	int p[2], woken = 0;
	struct epoll_event event;
	make_pipe(p);
	write_byte(p[1]);
	CHECK_EQ(app_ctl(a.epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	alarm_wake(a);
	for (int i = 0; i < 22; i++) {
		CHECK_EQ(app_wait(a.epfd, &event, 1, -1), 1);
		woken += (int)event.data.u64 == a.fd;
	}
	CHECK(woken >= 7 && woken <= 15);
}
