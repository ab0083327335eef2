/* Shapes of wake-ups, epoll instances and waits. */
#ifndef POLLUX_NETTY_SHAPE_WAIT_H
#define POLLUX_NETTY_SHAPE_WAIT_H

#include "hook_wait.h"
#include "netty_shape_life.h"
#include "netty_wait.h"

/* ---- wake-ups: an eventfd that is added edge-triggered and never read ---- */

#define NETTY_wakeup(copy, id) \
	static void JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls, jint fd, jlong value) \
	{ \
		count_wakeup(fd, false); \
		NETTY_ORIGINAL(copy, id, void, JNIEnv *, jclass, jint, jlong)(env, cls, fd, value); \
	}
#define NETTY_drain(copy, id) \
	static void JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls, jint fd) \
	{ \
		NETTY_ORIGINAL(copy, id, void, JNIEnv *, jclass, jint)(env, cls, fd); \
		count_wakeup(fd, true); \
	}

/* ---- epoll instances; a copy that is not rerouted has its own way with them ---- */

#define NETTY_create(copy, id) \
	static jint JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls) \
	{ \
		jint epfd = NETTY_ORIGINAL(copy, id, jint, JNIEnv *, jclass)(env, cls); \
		netty_born(epfd, ROLE_OTHER, PROTO_EPOLL, -1); \
		if (epfd >= 0 && netty_copies[copy].rerouted) \
			set_created(epfd); \
		return epfd; \
	}

#define NETTY_CTL(copy, id, op) \
	static jint JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls, jint epfd, jint fd, jint events) \
	{ \
		return netty_copies[copy].rerouted ? netty_ctl(epfd, op, fd, (uint32_t)events) : \
			NETTY_ORIGINAL(copy, id, jint, JNIEnv *, jclass, jint, jint, jint)(env, cls, epfd, fd, events); \
	}
#define NETTY_ctl_add(copy, id) NETTY_CTL(copy, id, EPOLL_CTL_ADD)
#define NETTY_ctl_mod(copy, id) NETTY_CTL(copy, id, EPOLL_CTL_MOD)
#define NETTY_ctl_del(copy, id) \
	static jint JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls, jint epfd, jint fd) \
	{ \
		return netty_copies[copy].rerouted ? netty_ctl(epfd, EPOLL_CTL_DEL, fd, 0) : \
			NETTY_ORIGINAL(copy, id, jint, JNIEnv *, jclass, jint, jint)(env, cls, epfd, fd); \
	}

static __attribute__((noinline)) jint netty_ctl(int epfd, int op, int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.u64 = (uint32_t)fd };
	int rc = set_ctl(epfd, op, fd, &event);
	if (rc == 0)
		count_interest(op, fd, events);
	if (rc == 0 && op != EPOLL_CTL_DEL)
		note_interest(epfd, op, fd, events);
	return rc;
}

#define NETTY_wait_ms(copy, id) \
	static jint JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls, jint epfd, jlong address, jint max, jint timeout_ms) \
	{ \
		netty_wait_ms *original = (netty_wait_ms *)netty_copies[copy].originals[NETTY_##id]; \
		return netty_copies[copy].rerouted ? netty_waits_ms(original, env, cls, epfd, address, max, timeout_ms) : \
			original(env, cls, epfd, address, max, timeout_ms); \
	}
#define NETTY_wait_busy(copy, id) \
	static jint JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls, jint epfd, jlong address, jint max) \
	{ \
		netty_wait_busy *original = (netty_wait_busy *)netty_copies[copy].originals[NETTY_##id]; \
		return netty_copies[copy].rerouted ? netty_waits_busy(original, env, cls, epfd, address, max) : \
			original(env, cls, epfd, address, max); \
	}
#define NETTY_wait_timer(copy, id) \
	static jlong JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls, jint epfd, jlong address, jint max, jint timer, jint sec, jint nsec, \
			jlong threshold) \
	{ \
		netty_wait_timer *original = (netty_wait_timer *)netty_copies[copy].originals[NETTY_##id]; \
		return netty_copies[copy].rerouted ? \
			netty_waits_timer(original, env, cls, epfd, address, max, timer, sec, nsec, threshold) : \
			original(env, cls, epfd, address, max, timer, sec, nsec, threshold); \
	}

#endif
