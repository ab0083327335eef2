/* The thread that owns signal-driven descriptors: its mask, the next owner, and its end. */
#include "contract.h"

#include <fcntl.h>
#include <signal.h>

#include "sigio_signals.h"

static bool blocked(int signal)
{
	sigset_t now;
	pthread_sigmask(SIG_SETMASK, NULL, &now);
	return sigismember(&now, signal) == 1;
}

TEST(signalsAreBlockedFromTheFirstWaitToTheLast)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	CHECK(!blocked(sigio_signal()) && !blocked(SIGIO));
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK(blocked(sigio_signal()) && blocked(SIGIO));
	CHECK(fcntl(p[0], F_GETFL) & O_ASYNC);
	CHECK_EQ(fcntl(p[0], F_GETSIG), sigio_signal());
	write_byte(p[1]);
	CHECK_EQ(set_use(epfd, ENGINE_poll), 0);
	CHECK(!(fcntl(p[0], F_GETFL) & O_ASYNC));
	CHECK_EQ(fcntl(p[0], F_GETSIG), 0);
	CHECK_EQ(fcntl(p[0], F_GETOWN), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN); /* this wait gives the mask back, with a signal still queued */
	CHECK(!blocked(sigio_signal()) && !blocked(SIGIO));
}

TEST(theOwnerIsTheThreadAndNotTheProcess)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	CHECK_EQ(app_ready(epfd), 0);
	struct f_owner_ex owner;
	CHECK(fcntl(p[0], F_GETOWN_EX, &owner) == 0);
	CHECK_EQ(owner.type, F_OWNER_TID);
	CHECK_EQ(owner.pid, gettid());
}

TEST(aThreadThatDoesNotOwnGetsItsMaskBackAtDetach)
{
#ifdef __SANITIZE_THREAD__
	test_skip("ThreadSanitizer runs signal handlers later, with a context of its own");
#endif
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	CHECK_EQ(app_ready(epfd), 0);
	int ours = sigio_signal();
	write_byte(p[1]);
	CHECK_EQ(sets_release(10000), 0); /* this thread is in no wait: the mask comes back by a signal */
	CHECK(!blocked(ours) && !blocked(SIGIO));
	CHECK_EQ(sets_own_fds(), 0);
}

TEST(theNextThreadToWaitTakesOver)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), p[2];
	struct waiter w;
	add_pipe(epfd, p);
	for (int round = 0; round < 23; round++) { /* each thread dies as the owner, signals queued */
		CHECK_EQ(app_ready(epfd), 0);
		waiter_start_stubborn(&w, epfd, -1);
		write_byte(p[1]);
		waiter_woken_by(&w, p[0]);
		read_byte(p[0]);
	}
}

TEST(aDeadOwnersSignalsAreNotMissed)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), p[2];
	struct waiter w;
	add_pipe(epfd, p);
	write_byte(p[1]);
	waiter_start_stubborn(&w, epfd, -1);
	waiter_woken_by(&w, p[0]);
	read_byte(p[0]);
	write_byte(p[1]); /* to an owner that is gone */
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	CHECK_EQ(sets_own_fds(), 2); /* the wake-up and this thread's signalfd */
}

/* The signal is in the queue of a thread that does not come back. */
TEST(whatTheLastOwnerWasToldTheNextOneFinds)
{
	pollux_begin(ENGINE_sigio);
	int epfd = app_epoll(), p[2];
	struct waiter w;
	add_pipe(epfd, p);
	CHECK_EQ(app_ready(epfd), 0);
	write_byte(p[1]);
	waiter_start_stubborn(&w, epfd, -1);
	waiter_woken_by(&w, p[0]);
}
