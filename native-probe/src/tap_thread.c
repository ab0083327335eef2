/* The thread of the side tap. Asleep while nothing happens; and while too much happens: it looks at a hundred edges a second, apart from
 * what it has saved up, rests for the remainder, and then throws away what has queued up meanwhile, for it can't tell how old that is. What
 * a rest costs the senders is a look at a list that the descriptor is in already; an edge that is looked at costs some 15 us of CPU. */
#include "tap.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "clock.h"
#include "set_core.h"
#include "sys.h"

#define BATCH       16
#define EDGE_NS     10000000 /* one edge in so long a time, */
#define BURST       64       /* of which so many may be saved up, */
#define REST_NS     20000000 /* and a rest takes so long */
#define STACK_BYTES (256 << 10)

static pthread_mutex_t using = PTHREAD_MUTEX_INITIALIZER;
static pthread_t thread;
static int epfd = -1, stop = -1; /* stop: an eventfd, readable once the thread is to end */
static _Atomic int running;

/* What may be spent on edges, ns; below 0 it is time to rest. */
struct allowance { int64_t ns; uint64_t at; };

static void refill(struct allowance *a, uint64_t now)
{
	a->ns += (int64_t)clock_since(a->at, now);
	if (a->ns > (int64_t)BURST * EDGE_NS)
		a->ns = (int64_t)BURST * EDGE_NS;
	a->at = now;
}

static bool is_stop(const struct epoll_event *event)
{
	return event->data.u64 == UINT64_MAX;
}

/* False: the thread is to end. */
static bool meet(const struct epoll_event *events, int n, uint64_t since)
{
	for (int i = 0; i < n; i++) {
		if (is_stop(&events[i]))
			return false;
		if (events[i].events & EPOLLIN)
			tap_edge((int)(events[i].data.u64 & (FD_LIMIT - 1)), events[i].data.u64 / FD_LIMIT, since);
	}
	return true;
}

/* Edges that came meanwhile are of no use. */
static void rest(void)
{
	struct epoll_event events[BATCH];
	struct pollfd end = { .fd = stop, .events = POLLIN };
	if (sys_ppoll(&end, 1, REST_NS) != 0)
		return;
	while (sys_epoll_wait(epfd, events, BATCH, 0) == BATCH)
		;
}

static void *run(void *unused)
{
	(void)unused;
	struct epoll_event events[BATCH];
	struct allowance allowance = { (int64_t)BURST * EDGE_NS, clock_ns() };
	uint64_t since = clock_ns();
	own_thread(true);
	for (;;) {
		int n = sys_epoll_wait(epfd, events, BATCH, -1);
		uint64_t now = clock_ns();
		if (n < 0 && n != -EINTR)
			return NULL;
		if (!meet(events, n, since))
			return NULL;
		refill(&allowance, now);
		allowance.ns -= n > 0 ? (int64_t)n * EDGE_NS : 0;
		bool tired = allowance.ns < 0;
		if (tired)
			rest();
		if (tired || n < BATCH)
			since = tired ? clock_ns() : now;
	}
}

/* Every signal is the application's. */
static int start_thread(void)
{
	pthread_attr_t attributes;
	sigset_t all, before;
	sigfillset(&all);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_BYTES);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int rc = -pthread_create(&thread, &attributes, run, NULL);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	if (rc == 0)
		pthread_setname_np(thread, "pollux-tap");
	return rc;
}

static int open_fds(void)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = UINT64_MAX };
	epfd = own_fd(epoll_create1(EPOLL_CLOEXEC), PROTO_EPOLL);
	if (epfd < 0)
		return epfd;
	stop = own_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), PROTO_EVENTFD);
	if (stop < 0)
		return stop;
	return epoll_ctl(epfd, EPOLL_CTL_ADD, stop, &event) < 0 ? -errno : 0;
}

static void close_fds(void)
{
	own_fd_close(stop);
	own_fd_close(epfd);
	stop = epfd = -1;
}

static int start(uint32_t share)
{
	int rc = open_fds();
	if (rc == 0)
		rc = start_thread();
	if (rc < 0) {
		close_fds();
		return rc;
	}
	atomic_store(&running, 1);
	return tap_members_open(epfd, share);
}

static void end(void)
{
	uint64_t one = 1;
	if (!atomic_load(&running))
		return;
	(void)!write(stop, &one, sizeof one);
	pthread_join(thread, NULL);
	atomic_store(&running, 0);
	tap_members_close();
	close_fds();
}

int tap_use(uint32_t share)
{
	pthread_mutex_lock(&using);
	end();
	int rc = share ? start(share < TAP_WHOLE ? share : TAP_WHOLE) : 0;
	pthread_mutex_unlock(&using);
	return rc;
}

int tap_threads(void)
{
	return atomic_load(&running);
}
