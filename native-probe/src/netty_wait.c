#include "netty_wait.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sys/timerfd.h>

#include "hook_wait.h"
#include "sys.h"

#define NS 1000000000ll

/* One call of a native of Netty's, with what it takes to make it again. */
struct netty_call {
	struct stock_wait stock; /* first: set_wait_by hands this back */
	union {
		netty_wait_ms *ms;
		netty_wait_busy *busy;
		netty_wait_timer *timer;
	} original;
	JNIEnv *env;
	jclass cls;
	int epfd;
	jint timer, sec, nsec;
	jlong threshold;
	bool boxed; /* epollWait with a time-out */
	bool armed; /* the timerfd stands for the deadline */
	bool later; /* what is left of the time is not what the application gave */
};

static void note_loop(int epfd)
{
	int32_t index = set_row_of(epfd);
	if (index >= 0 && !atomic_load_explicit(&set_rows[index].netty, memory_order_relaxed))
		atomic_store_explicit(&set_rows[index].netty, 1, memory_order_relaxed);
}

/* A wait that a signal ended goes on for the rest of its time. So does epollWait with a time-out after a detach, a second at most: a loop
 * that is told of nothing too early there believes that it missed a wake-up (4.1, EpollEventLoop.epollWaitTimeboxed), and says so. Any
 * other wait that a detach ended returns nothing, and the loop comes back by Netty's own native. */
static int waits(struct netty_call *call, jlong address, int max, int64_t timeout_ns)
{
	struct epoll_event *events = (struct epoll_event *)(intptr_t)address;
	uint64_t start = clock_ns();
	int64_t left = timeout_ns;
	int n;
	while ((n = set_wait_by(call->epfd, events, max, left, &call->stock)) == -EINTR) {
		call->later = true;
		if (timeout_ns > 0)
			left = timeout_ns - (int64_t)clock_since(start, clock_ns());
		if (timeout_ns > 0 && left <= 0)
			return 0;
		if (sets_over())
			return call->boxed ? call->stock.wait(&call->stock, events, max, left, true) : 0;
	}
	note_loop(call->epfd);
	if (n > 0)
		count_events(call->epfd, events, n);
	return n;
}

/* ---- epollWait ---- */

static int to_whole_ms(int64_t ns)
{
	return ns < 0 ? -1 : (int)((ns + 999999) / 1000000);
}

static int again_ms(struct stock_wait *stock, struct epoll_event *events, int max, int64_t left_ns, bool again)
{
	struct netty_call *call = (struct netty_call *)stock;
	(void)again;
	return call->original.ms(call->env, call->cls, call->epfd, (jlong)(intptr_t)events, max, to_whole_ms(left_ns));
}

jint netty_waits_ms(netty_wait_ms *original, JNIEnv *env, jclass cls, jint epfd, jlong address, jint max, jint timeout_ms)
{
	struct netty_call call = { .stock.wait = again_ms, .original.ms = original, .env = env, .cls = cls, .epfd = epfd,
				   .boxed = timeout_ms > 0 };
	return waits(&call, address, max, timeout_ms < 0 ? -1 : timeout_ms * 1000000ll);
}

/* ---- epollBusyWait0: looks once, and never sleeps ---- */

static int again_busy(struct stock_wait *stock, struct epoll_event *events, int max, int64_t left_ns, bool again)
{
	struct netty_call *call = (struct netty_call *)stock;
	(void)left_ns, (void)again;
	return call->original.busy(call->env, call->cls, call->epfd, (jlong)(intptr_t)events, max);
}

jint netty_waits_busy(netty_wait_busy *original, JNIEnv *env, jclass cls, jint epfd, jlong address, jint max)
{
	struct netty_call call = { .stock.wait = again_busy, .original.busy = original, .env = env, .cls = cls, .epfd = epfd };
	return waits(&call, address, max, 0);
}

/* ---- epollWait0: by epoll_pwait2, or the timerfd, as Netty decides ---- */

static pthread_once_t asked = PTHREAD_ONCE_INIT;
static bool pwait2;

/* Netty's own question at load: does libc have it, and the kernel? */
static void ask_pwait2(void)
{
#ifdef SYS_epoll_pwait2
	struct timespec now = { 0, 0 };
	struct epoll_event event;
	pwait2 = dlsym(RTLD_DEFAULT, "epoll_pwait2") && sys_call6(SYS_epoll_pwait2, -1, (long)&event, 1, (long)&now, 0, 0) != -ENOSYS;
#endif
}

/* The timerfd counts for one call of timerfd_settime(2), and lasts for the deadline: a wait that follows must not touch it. */
static void count_stock(struct netty_call *call, bool timed, uint32_t result)
{
	pthread_once(&asked, ask_pwait2);
	bool set = timed && (result & 1);
	call->armed |= set;
	call->stock.calls = set;
	call->stock.bytes_in = set ? sizeof(struct itimerspec) : timed && pwait2 ? sizeof(struct timespec) : 0;
}

static int again_timer(struct stock_wait *stock, struct epoll_event *events, int max, int64_t left_ns, bool again)
{
	struct netty_call *call = (struct netty_call *)stock;
	jint sec = call->sec, nsec = call->nsec;
	again |= call->later;
	if (again && (call->armed || left_ns < 0))
		sec = nsec = -1; /* no change */
	else if (again && left_ns == 0)
		return 0; /* a time of 0 would mean: for ever */
	else if (again)
		sec = (jint)(left_ns / NS), nsec = (jint)(left_ns % NS);
	jlong result = call->original.timer(call->env, call->cls, call->epfd, (jlong)(intptr_t)events, max, call->timer, sec, nsec, call->threshold);
	count_stock(call, sec != -1 && nsec != -1, (uint32_t)result);
	return (int)(result >> 32);
}

/* Neither a change of the timer (-1) nor its end (0) is a time-out. */
static int64_t timeout_of(jint sec, jint nsec)
{
	bool none = (sec == -1 || nsec == -1) || (sec == 0 && nsec == 0);
	return none ? -1 : sec * NS + nsec;
}

jlong netty_waits_timer(netty_wait_timer *original, JNIEnv *env, jclass cls, jint epfd, jlong address, jint max, jint timer, jint sec,
		jint nsec, jlong threshold)
{
	struct netty_call call = { .stock.wait = again_timer, .original.timer = original, .env = env, .cls = cls, .epfd = epfd,
				   .timer = timer, .sec = sec, .nsec = nsec, .threshold = threshold };
	int n = waits(&call, address, max, timeout_of(sec, nsec));
	return (jlong)((uint64_t)(uint32_t)n << 32 | (call.armed || threshold <= 0));
}
