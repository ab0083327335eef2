/* epoll-lazy, wakeup: a wake-up is reported until it is drained, its read is left out, and the last of many is seen. */
#include "support_lazy.h"

#include <sys/eventfd.h>

TEST(theKernelWakesForAnEventfdWhateverItsCounterIs)
{
	int epfd = epoll_create1(0), fd = eventfd(0, EFD_NONBLOCK);
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	uint64_t one = 1;
	CHECK(epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &event) == 0);
	for (int i = 0; i < 101; i++) {
		CHECK_EQ(write(fd, &one, sizeof one), (long)sizeof one);
		CHECK_EQ(epoll_wait(epfd, &event, 1, -1), 1);
		CHECK_EQ(epoll_wait(epfd, &event, 1, 0), 0);
	}
}

TEST(aWakeUpIsReportedUntilItIsDrainedAndItsReadIsLeftOut)
{
	struct alarm a = lazy_alarm();
	uint64_t before = counted(a.epfd, SET_syscalls), saved = counted(a.epfd, SET_saved_calls);
	for (int i = 0; i < 101; i++) {
		alarm_wake(a);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		CHECK_EQ(alarm_drain(a), 0);
		CHECK_EQ(app_ready(a.epfd), 0);
		CHECK_EQ(app_ready(a.epfd), 0);
	}
	CHECK_EQ(counted(a.epfd, SET_syscalls) - before, 4 * 101);
	CHECK_EQ(counted(a.epfd, SET_saved_calls) - saved, 101);
	CHECK_EQ(counter_of(a), 101);
}

TEST(aWakeUpThatIsDrainedBeforeAnybodyWaitsIsNotReported)
{
	struct alarm a = lazy_alarm();
	for (int i = 0; i < 7; i++) {
		alarm_wake(a);
		CHECK_EQ(alarm_drain(a), 0);
		CHECK_EQ(app_ready(a.epfd), 0);
		wake_once(a, 0);
	}
}

static _Atomic int wakes, drains;

static void *wake_often(void *where)
{
	struct alarm a = *(struct alarm *)where;
	for (int i = 0; i < 3001; i++) {
		wakes = i + 1;
		alarm_wake(a);
		if (i % 3 == 0)
			AWAIT(drains >= i / 3);
	}
	return NULL;
}

/* Serves the wake-ups of wake_often until the last one has been seen. */
static void serve_wakes(struct alarm a)
{
	for (int seen = 0; seen < 3001;) {
		CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
		alarm_drain(a);
		seen = wakes;
		drains++;
	}
	while (app_ready(a.epfd) > 0)
		alarm_drain(a);
}

/* Writes and drains of two threads, without the lock the JDK has around them: the last wake-up is never lost. */
TEST(theLastOfManyWakeUpsIsSeen)
{
	struct alarm a = lazy_alarm();
	pthread_t thread;
	CHECK(pthread_create(&thread, NULL, wake_often, &a) == 0);
	serve_wakes(a);
	pthread_join(thread, NULL);
}

static void *leave_and_return(void *where)
{
	struct alarm a = *(struct alarm *)where;
	for (int i = 0; wakes < 3001; i++) {
		CHECK_EQ(set_use(a.epfd, i % 2 ? ENGINE_epoll_lazy : ENGINE_epoll_et), 0);
		usleep(i % 7 * 10);
	}
	return NULL;
}

/* The counter is read when the set leaves the engine: what was written meanwhile is not lost with it. */
TEST(theLastOfManyWakeUpsIsSeenWhileEnginesChange)
{
	struct alarm a = lazy_alarm();
	pthread_t writer, switcher;
	CHECK(pthread_create(&switcher, NULL, leave_and_return, &a) == 0);
	CHECK(pthread_create(&writer, NULL, wake_often, &a) == 0);
	serve_wakes(a);
	pthread_join(writer, NULL);
	pthread_join(switcher, NULL);
}
