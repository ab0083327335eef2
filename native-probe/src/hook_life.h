/* Hook shapes of a descriptor's life. Births are marked after the system call, deaths before it: once the kernel has closed a
 * number, another thread may own it already. preClose0 and dup0 put another file under the number: the generation moves. */
#ifndef POLLUX_HOOK_LIFE_H
#define POLLUX_HOOK_LIFE_H

#include "hook.h"
#include "idle.h"

/* ---- births ---- */

#define SHAPE_socket_inet(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jboolean ipv6, jboolean stream, jboolean reuse, jboolean fast_loopback) \
	{ \
		jint fd = ORIGINAL(id, jint, JNIEnv *, jclass, jboolean, jboolean, jboolean, jboolean) \
			(env, cls, ipv6, stream, reuse, fast_loopback); \
		if (fd >= 0) \
			born(fd, ROLE_OTHER, stream ? PROTO_TCP : PROTO_UDP, -1); \
		return fd; \
	}

#define SHAPE_socket_unix(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls) \
	{ \
		jint fd = ORIGINAL(id, jint, JNIEnv *, jclass)(env, cls); \
		if (fd >= 0) \
			born(fd, ROLE_OTHER, PROTO_UNIX, -1); \
		return fd; \
	}

/* IOUtil.makePipe: read end in the upper 32 bits, write end in the lower. */
#define SHAPE_pipe_create(id) \
	static jlong JNICALL hook_##id(JNIEnv *env, jclass cls, jboolean blocking) \
	{ \
		jlong ends = ORIGINAL(id, jlong, JNIEnv *, jclass, jboolean)(env, cls, blocking); \
		if (!(*env)->ExceptionCheck(env)) { \
			born((int)(ends >> 32), ROLE_PIPE, PROTO_PIPE, -1); \
			born((int)(uint32_t)ends, ROLE_PIPE, PROTO_PIPE, -1); \
		} \
		return ends; \
	}

/* One accept that began at `start` and answered as Net.accept does: 1, or a code of IOStatus. */
static inline void count_accept(int listener, jint result, uint64_t start)
{
	struct fd_row *row = fd_row_of(listener);
	if (!row)
		return;
	if (result == IOS_UNAVAILABLE)
		count(&row->c[FD_accept_again], 1);
	else if (result > 0)
		count(&row->c[FD_accepts], 1);
	served_in(row, start);
}

/* Both accept natives answer 1 and have filled `connection`, or a negative code, thrown or not. */
#define ACCEPT(id, proto) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jobject listener, jobject connection, jobjectArray peer) \
	{ \
		int fd = fd_of(env, listener); \
		uint64_t seen = idle_sample(fd); \
		uint64_t start = clock_ns(); \
		jint n = ORIGINAL(id, jint, JNIEnv *, jclass, jobject, jobject, jobjectArray)(env, cls, listener, connection, peer); \
		if (__builtin_expect(seen != IDLE_UNASKED, 0) && n == IOS_UNAVAILABLE) /* the queue of connections is empty: as with a read */ \
			idle_prove(fd, seen); \
		count_accept(fd, n, start); \
		if (n > 0 && !(*env)->ExceptionCheck(env)) \
			born(fd_of(env, connection), ROLE_ACCEPTED, proto, fd); \
		return n; \
	}
#define SHAPE_accept_inet(id) ACCEPT(id, PROTO_TCP)
#define SHAPE_accept_unix(id) ACCEPT(id, PROTO_UNIX)

/* ---- what it becomes ---- */

/* Net.connect0 and UnixDomainSockets.connect0 answer IOS_UNAVAILABLE while the connection is in progress. */
static inline void connected(JNIEnv *env, jobject descriptor, jint result)
{
	if (result >= 0 && !(*env)->ExceptionCheck(env))
		fd_connected(fd_of(env, descriptor));
}

#define SHAPE_connect_inet(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jboolean ipv6, jobject descriptor, jobject remote, jint port) \
	{ \
		jint n = ORIGINAL(id, jint, JNIEnv *, jclass, jboolean, jobject, jobject, jint) \
			(env, cls, ipv6, descriptor, remote, port); \
		connected(env, descriptor, n); \
		return n; \
	}

#define SHAPE_connect_unix(id) \
	static jint JNICALL hook_##id(JNIEnv *env, jclass cls, jobject descriptor, jbyteArray path) \
	{ \
		jint n = ORIGINAL(id, jint, JNIEnv *, jclass, jobject, jbyteArray)(env, cls, descriptor, path); \
		connected(env, descriptor, n); \
		return n; \
	}

#define SHAPE_check_connect(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jint fd) \
	{ \
		ORIGINAL(id, void, JNIEnv *, jclass, jint)(env, cls, fd); \
		if (!(*env)->ExceptionCheck(env)) \
			fd_connected(fd); \
	}

/* What a datagram socket is called on this machine shows only here. */
#define SHAPE_bind_inet(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jobject descriptor, jboolean prefer_ipv6, jboolean exclusive, \
			jobject address, jint port) \
	{ \
		ORIGINAL(id, void, JNIEnv *, jclass, jobject, jboolean, jboolean, jobject, jint) \
			(env, cls, descriptor, prefer_ipv6, exclusive, address, port); \
		if (!(*env)->ExceptionCheck(env)) \
			fd_bound(fd_of(env, descriptor)); \
	}

#define SHAPE_listen(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jobject descriptor, jint backlog) \
	{ \
		ORIGINAL(id, void, JNIEnv *, jclass, jobject, jint)(env, cls, descriptor, backlog); \
		if (!(*env)->ExceptionCheck(env)) \
			fd_listening(fd_of(env, descriptor)); \
	}

/* A local shutdown(2) changes readiness without a signal: sigio's sets are told. */
#define SHAPE_shutdown(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jobject descriptor, jint how) \
	{ \
		int fd = fd_of(env, descriptor); \
		ORIGINAL(id, void, JNIEnv *, jclass, jobject, jint)(env, cls, descriptor, how); \
		sets_suspect(fd); \
	}

/* The JDK reads the flags and writes them back (F_GETFL, F_SETFL): O_ASYNC, set in between, is lost. sigio's sets set it again. */
#define SHAPE_blocking_mode(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jobject descriptor, jboolean blocking) \
	{ \
		int fd = fd_of(env, descriptor); \
		struct fd_row *row = fd_row_of(fd); \
		if (row) \
			row->nonblocking = blocking ? 1 : 2; \
		ORIGINAL(id, void, JNIEnv *, jclass, jobject, jboolean)(env, cls, descriptor, blocking); \
		sets_suspect(fd); \
	}

/* ---- deaths ---- */

/* Before close(2) of any descriptor; fd < 0: nothing. */
static inline void dying(int fd)
{
	if (fd < 0)
		return;
	set_closing(fd);
	sets_forget(fd);
	fd_dead(fd);
}

#define SHAPE_close(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jobject descriptor) \
	{ \
		dying(fd_of(env, descriptor)); \
		ORIGINAL(id, void, JNIEnv *, jclass, jobject)(env, cls, descriptor); \
	}

#define SHAPE_close_int(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jint fd) \
	{ \
		dying(fd); \
		ORIGINAL(id, void, JNIEnv *, jclass, jint)(env, cls, fd); \
	}

/* FileDescriptor.close0 keeps 0, 1 and 2 open by putting /dev/null under them; their rows end all the same. */
#define SHAPE_close_this(id) \
	static void JNICALL hook_##id(JNIEnv *env, jobject self) \
	{ \
		dying(fd_of(env, self)); \
		ORIGINAL(id, void, JNIEnv *, jobject)(env, self); \
	}

#define SHAPE_close_cleaner(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jint fd, jlong handle) \
	{ \
		dying(fd); \
		ORIGINAL(id, void, JNIEnv *, jclass, jint, jlong)(env, cls, fd, handle); \
	}

#define SHAPE_pre_close(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jobject descriptor) \
	{ \
		int fd = fd_of(env, descriptor); \
		sets_forget(fd); \
		ORIGINAL(id, void, JNIEnv *, jclass, jobject)(env, cls, descriptor); \
		fd_replaced(fd, true); \
	}

#define SHAPE_dup2(id) \
	static void JNICALL hook_##id(JNIEnv *env, jclass cls, jobject from, jobject onto) \
	{ \
		int fd = fd_of(env, onto); \
		sets_forget(fd); \
		ORIGINAL(id, void, JNIEnv *, jclass, jobject, jobject)(env, cls, from, onto); \
		fd_replaced(fd, false); \
	}

#endif
