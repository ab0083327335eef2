/* Hook shapes that wait: sets go through set.h, single descriptors through the original native; what each reported is counted by
 * descriptor and stamped, so that the next read knows how long readiness waited for it. */
#ifndef POLLUX_HOOK_WAIT_H
#define POLLUX_HOOK_WAIT_H

#include <poll.h>

#include "hook.h"
#include "undrained.h"

/* Readiness bits have the same values for poll(2) and epoll(7) up to RDHUP: POLLIN 1, PRI 2, OUT 4, ERR 8, HUP 16, RDHUP 0x2000. */
static inline void count_ready(int fd, uint32_t events, int32_t set_row, uint64_t now)
{
	struct fd_row *row = fd_row_of(fd);
	if (!row)
		return;
	bool again = false;
	if (events & POLLIN) {
		count(&row->c[FD_ready_in], 1);
		uint64_t none = 0;
		again = !atomic_compare_exchange_strong_explicit(&row->reported_ns, &none, now, memory_order_relaxed, memory_order_relaxed);
		tap_reported(row, set_row, !again, now);
	}
	if (events & POLLOUT) {
		count(&row->c[FD_ready_out], 1);
		uint64_t none = 0;
		again |= !atomic_compare_exchange_strong_explicit(&row->reported_out_ns, &none, now, memory_order_relaxed, memory_order_relaxed);
	}
	if (again)
		count(&row->c[FD_ready_again], 1);
	if (__builtin_expect(events & ~(uint32_t)(POLLIN | POLLOUT), 0)) {
		if (events & POLLPRI)
			count(&row->c[FD_ready_pri], 1);
		if (events & POLLRDHUP)
			count(&row->c[FD_ready_rdhup], 1);
		if (events & POLLERR)
			count(&row->c[FD_ready_err], 1);
		if (events & POLLHUP)
			count(&row->c[FD_ready_hup], 1);
	}
	if (set_row >= 0)
		atomic_store_explicit(&row->loop, set_row, memory_order_relaxed);
}

/* ---- epoll instances ---- */

#define SHAPE_epoll_create(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls) \
	{ \
		jint epfd = ORIGINAL(id, jint, JNIEnv *, jclass)(env, cls); \
		if (epfd >= 0) { \
			born(epfd, ROLE_OTHER, PROTO_EPOLL, -1); \
			set_created(epfd); \
		} \
		return epfd; \
	}

/* EPoll.ctl gives errno back as a positive number and never throws (JDK 17-25). */
#define SHAPE_epoll_ctl(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jint epfd, jint op, jint fd, jint events) \
	{ \
		(void)env, (void)cls; \
		struct epoll_event event = { .events = (uint32_t)events, .data.u64 = (uint32_t)fd }; \
		int rc = set_ctl(epfd, op, fd, &event); \
		if (rc == 0) \
			count_interest(op, fd, (uint32_t)events); \
		if (rc == 0 && op != EPOLL_CTL_DEL) \
			note_interest(epfd, op, fd, (uint32_t)events); \
		return -rc; \
	}

/* What a registration tells before anything is reported: which loop a descriptor belongs to, and whose loop that is. The JDK's
 * asynchronous ports and pollers of virtual threads register one-shot, its selectors never (17-25). */
static inline void note_interest(int epfd, int op, int fd, uint32_t events)
{
	int32_t index = set_row_of(epfd);
	if (index < 0)
		return;
	if ((events & EPOLLONESHOT) && !atomic_load_explicit(&set_rows[index].oneshot, memory_order_relaxed))
		atomic_store_explicit(&set_rows[index].oneshot, 1, memory_order_relaxed);
	struct fd_row *row = op == EPOLL_CTL_ADD ? fd_row_of(fd) : NULL;
	if (row)
		atomic_store_explicit(&row->loop, index, memory_order_relaxed);
}

/* A descriptor that is added, or was one-shot, could not have been reported before. */
static inline void count_interest(int op, int fd, uint32_t events)
{
	if ((uint32_t)fd < atomic_load_explicit(&fd_capacity, memory_order_relaxed))
		tap_wanted(&fd_rows[fd], op != EPOLL_CTL_DEL && (events & EPOLLIN), op == EPOLL_CTL_ADD || (events & EPOLLONESHOT));
}

#define SHAPE_epoll_wait(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jint epfd, jlong address, jint max, jint timeout_ms) \
	{ \
		struct epoll_event *events = (struct epoll_event *)(intptr_t)address; \
		int n = set_wait(epfd, events, max, timeout_ms); \
		if (n > 0) \
			count_events(epfd, events, n); \
		if (__builtin_expect(n >= 0, 1)) \
			return n; \
		if (n == -EINTR) \
			return IOS_INTERRUPTED; \
		/* the original meets the same error at once and throws the JDK's own exception for it */ \
		return ORIGINAL(id, jint, JNIEnv *, jclass, jint, jlong, jint, jint)(env, cls, epfd, address, max, timeout_ms); \
	}

/* The n events that a wait on epfd has reported. data: the descriptor, as the JDK registers it. */
static inline void count_events(int epfd, const struct epoll_event *events, int n)
{
	uint64_t now = clock_ns();
	int32_t row = set_row_of(epfd);
	for (int i = 0; i < n; i++)
		count_ready((int)(uint32_t)events[i].data.u64, events[i].events, row, now);
}

/* ---- one descriptor: blocking calls with a timeout, connect; poll(2) in the JDK's own native ---- */

/* One poll(2) of one descriptor that began at `start` and reported `events`, 0: none. */
static inline void count_poll(int fd, uint32_t events, uint64_t start)
{
	struct fd_row *row = fd_row_of(fd);
	if (!row)
		return;
	uint64_t end = clock_ns();
	count(&row->c[FD_polls], 1);
	count(&row->c[FD_poll_ns], clock_since(start, end));
	if (events)
		count_ready(fd, events, -1, end);
}

/* The number is taken first: the original may leave an exception, and no JNI call is allowed then. */
#define SHAPE_poll_one(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jobject descriptor, jint events, jlong timeout_ms) \
	{ \
		int fd = fd_of(env, descriptor); \
		uint64_t start = clock_ns(); \
		jint revents = ORIGINAL(id, jint, JNIEnv *, jclass, jobject, jint, jlong)(env, cls, descriptor, events, timeout_ms); \
		count_poll(fd, revents > 0 ? (uint32_t)revents : 0, start); \
		return revents; \
	}

#define SHAPE_poll_connect(id) \
	static jboolean JNICALL hook_##id(JNIEnv *env, jclass cls, jobject descriptor, jlong timeout_ms) \
	{ \
		int fd = fd_of(env, descriptor); \
		uint64_t start = clock_ns(); \
		jboolean connected = ORIGINAL(id, jboolean, JNIEnv *, jclass, jobject, jlong)(env, cls, descriptor, timeout_ms); \
		count_poll(fd, 0, start); \
		if (connected) \
			fd_connected(fd); \
		return connected; \
	}

/* PollSelectorProvider's selector: an array of struct pollfd at `address`; in use only when an application asks for it. */
#define SHAPE_poll_many(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jlong address, jint fds, jint timeout_ms) \
	{ \
		jint n = ORIGINAL(id, jint, JNIEnv *, jclass, jlong, jint, jint)(env, cls, address, fds, timeout_ms); \
		if (n > 0) \
			count_pollfds((const struct pollfd *)(intptr_t)address, fds); \
		return n; \
	}

/* What one poll(2) of n descriptors reported. */
static inline void count_pollfds(const struct pollfd *fds, int n)
{
	uint64_t now = clock_ns();
	for (int i = 0; i < n; i++)
		if (fds[i].revents)
			count_ready(fds[i].fd, (uint32_t)(uint16_t)fds[i].revents, -1, now);
}

/* ---- wake-ups ---- */

/* A wake-up is written to a loop's descriptor, or drained from it. */
static inline void count_wakeup(int fd, bool drained)
{
	struct fd_row *row = fd_row_of(fd);
	if (!row)
		return;
	if (__builtin_expect(row->role == ROLE_PIPE, 0)) /* EPollPort and PollSelectorImpl wake by a pipe: known by its first use */
		fd_is_wakeup(fd);
	count(&row->c[drained ? FD_drains : FD_wakeups], 1);
	if (drained)
		atomic_store_explicit(&row->reported_ns, 0, memory_order_relaxed);
}

#define SHAPE_eventfd_create(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls) \
	{ \
		jint fd = ORIGINAL(id, jint, JNIEnv *, jclass)(env, cls); \
		if (fd >= 0) \
			born(fd, ROLE_WAKEUP, PROTO_EVENTFD, -1); \
		return fd; \
	}

#define SHAPE_wakeup_set(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jint fd) \
	{ \
		count_wakeup(fd, false); \
		undrained_write(fd); \
		return ORIGINAL(id, jint, JNIEnv *, jclass, jint)(env, cls, fd); \
	}

#define SHAPE_wakeup_write(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jint fd, jbyte data) \
	{ \
		count_wakeup(fd, false); \
		return ORIGINAL(id, jint, JNIEnv *, jclass, jint, jbyte)(env, cls, fd, data); \
	}

#define SHAPE_wakeup_drain(id) \
	static jboolean JNICALL hook_##id(JNIEnv *env, jclass cls, jint fd) \
	{ \
		jboolean drained = JNI_TRUE; \
		if (!undrained_drain(fd)) { \
			drained = ORIGINAL(id, jboolean, JNIEnv *, jclass, jint)(env, cls, fd); \
			undrained_drained(fd); \
		} \
		count_wakeup(fd, true); \
		return drained; \
	}

#define SHAPE_wakeup_drain1(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jint fd) \
	{ \
		jint n = ORIGINAL(id, jint, JNIEnv *, jclass, jint)(env, cls, fd); \
		count_wakeup(fd, true); \
		return n; \
	}

#endif
