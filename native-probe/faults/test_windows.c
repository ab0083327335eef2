/* The windows of the maybe-ready algorithm (src/maybe.h), held open: what happens between the poll that verifies and the sleep after it. */
#include "contract.h"
#include "faults.h"

#include <poll.h>
#include <sys/syscall.h>

#define LIMIT_MS 30000

static int epfd, ends[2];
static _Atomic bool open_window, widened;

/* An idle member that the ring holds: its next wait polls it, and sleeps. */
static void prepare(void)
{
	epfd = app_epoll();
	make_pair(ends);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, ends[0], EPOLLIN), 0);
	CHECK_EQ(app_ready(epfd), 0);
	write_byte(ends[1]);
	CHECK_EQ(app_one(epfd, ends[0]), EPOLLIN);
	read_byte(ends[0]); /* no hook has seen it */
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, ends[0], EPOLLIN), 0);
	open_window = true;
}

#ifdef SYS_poll
#define VERIFY SYS_poll
#else
#define VERIFY SYS_ppoll
#endif

/* True once: after the poll that found it idle. */
static bool window(long number, long result)
{
	return number == VERIFY && result == 0 && atomic_exchange(&open_window, false);
}

static void write_then(long number, long result)
{
	if (window(number, result))
		write_byte(ends[1]);
}

CONTRACT(whatComesAfterTheVerifyingPollIsReported)
{
	struct epoll_event event;
	if (!engines[engine]->ready)
		return; /* this one looks and sleeps by the same system call */
	prepare();
	faults_after = write_then;
	CHECK_EQ(app_wait(epfd, &event, 1, LIMIT_MS), 1);
	CHECK_EQ(event.events, EPOLLIN);
	CHECK(!open_window);
}

static void *widen(void *unused)
{
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, ends[0], EPOLLIN | EPOLLOUT), 0);
	widened = true;
	return unused;
}

static bool is_locked(struct set *s)
{
	bool locked = pthread_mutex_trylock(&s->lock) != 0;
	if (!locked)
		pthread_mutex_unlock(&s->lock);
	return locked;
}

/* Another thread wants to write to the socket from now on. While the lock is held, it gets its turn in the sleep at the earliest. */
static void widen_then(long number, long result)
{
	pthread_t other;
	if (!window(number, result))
		return;
	CHECK(pthread_create(&other, NULL, widen, NULL) == 0);
	AWAIT(widened || is_locked(set_known(epfd)));
}

CONTRACT(interestThatWidensDuringTheVerifyingPollIsSeen)
{
	struct epoll_event event;
	if (!engines[engine]->ready)
		return;
	prepare();
	faults_after = widen_then;
	CHECK_EQ(app_wait(epfd, &event, 1, LIMIT_MS), 1);
	CHECK_EQ(event.events, EPOLLOUT);
	AWAIT(widened);
}
