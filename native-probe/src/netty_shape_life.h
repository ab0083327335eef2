/* Shapes of births, deaths and what a descriptor becomes. */
#ifndef POLLUX_NETTY_SHAPE_LIFE_H
#define POLLUX_NETTY_SHAPE_LIFE_H

#include "hook_life.h"
#include "netty_shape.h"

/* Netty makes every socket non-blocking. */
static __attribute__((noinline)) void netty_born(int fd, enum fd_role role, enum fd_proto proto, int parent)
{
	if (fd < 0)
		return;
	born(fd, role, proto, parent);
	struct fd_row *row = fd_row_of(fd);
	if (row)
		row->nonblocking = MODE_NONBLOCKING;
}

static __attribute__((noinline)) void netty_accepted(int listener, int fd, uint64_t start)
{
	struct fd_row *row = fd_row_of(listener);
	count_accept(listener, fd >= 0 ? 1 : (jint)as_jdk(fd), start);
	netty_born(fd, ROLE_ACCEPTED, row ? (enum fd_proto)row->proto : PROTO_TCP, listener);
}

#define NETTY_BIRTH(copy, id, parameters, arguments, role, proto) \
	static jint JNICALL NETTY_NAME(copy, id) parameters \
	{ \
		jint fd = ((jint (JNICALL *) parameters)netty_copies[copy].originals[NETTY_##id]) arguments; \
		netty_born(fd, role, proto, -1); \
		return fd; \
	}
#define NETTY_socket_tcp(copy, id)  NETTY_BIRTH(copy, id, (JNIEnv *env, jclass cls, jboolean ipv6), (env, cls, ipv6), ROLE_OTHER, PROTO_TCP)
#define NETTY_socket_udp(copy, id)  NETTY_BIRTH(copy, id, (JNIEnv *env, jclass cls, jboolean ipv6), (env, cls, ipv6), ROLE_OTHER, PROTO_UDP)
#define NETTY_socket_unix(copy, id) NETTY_BIRTH(copy, id, (JNIEnv *env, jclass cls), (env, cls), ROLE_OTHER, PROTO_UNIX)
#define NETTY_eventfd(copy, id)     NETTY_BIRTH(copy, id, (JNIEnv *env, jclass cls), (env, cls), ROLE_WAKEUP, PROTO_EVENTFD)
#define NETTY_timerfd(copy, id)     NETTY_BIRTH(copy, id, (JNIEnv *env, jclass cls), (env, cls), ROLE_OTHER, PROTO_OTHER)

#define NETTY_accept(copy, id) \
	static jint JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls, jint listener, jbyteArray peer) \
	{ \
		uint64_t start = clock_ns(); \
		jint fd = NETTY_ORIGINAL(copy, id, jint, JNIEnv *, jclass, jint, jbyteArray)(env, cls, listener, peer); \
		netty_accepted(listener, fd, start); \
		return fd; \
	}

#define NETTY_pipe(copy, id) \
	static jlong JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls) \
	{ \
		jlong ends = NETTY_ORIGINAL(copy, id, jlong, JNIEnv *, jclass)(env, cls); \
		if (ends > 0) { \
			netty_born((int)(ends >> 32), ROLE_PIPE, PROTO_PIPE, -1); \
			netty_born((int)(uint32_t)ends, ROLE_PIPE, PROTO_PIPE, -1); \
		} \
		return ends; \
	}

/* What a descriptor becomes when the call succeeds. */
#define NETTY_BECOMES(copy, id, parameters, arguments, becomes) \
	static jint JNICALL NETTY_NAME(copy, id) parameters \
	{ \
		jint n = ((jint (JNICALL *) parameters)netty_copies[copy].originals[NETTY_##id]) arguments; \
		if (n >= 0) \
			becomes(fd); \
		return n; \
	}
#define SOCKADDR_PARAMETERS (JNIEnv *env, jclass cls, jint fd, jboolean ipv6, jbyteArray address, jint scope, jint port)
#define SOCKADDR_ARGUMENTS  (env, cls, fd, ipv6, address, scope, port)
#define PATH_PARAMETERS     (JNIEnv *env, jclass cls, jint fd, jbyteArray path)
#define NETTY_bind(copy, id)             NETTY_BECOMES(copy, id, SOCKADDR_PARAMETERS, SOCKADDR_ARGUMENTS, fd_bound)
#define NETTY_bind_path(copy, id)        NETTY_BECOMES(copy, id, PATH_PARAMETERS, (env, cls, fd, path), fd_bound)
#define NETTY_connect(copy, id)          NETTY_BECOMES(copy, id, SOCKADDR_PARAMETERS, SOCKADDR_ARGUMENTS, fd_connected)
#define NETTY_connect_path(copy, id)     NETTY_BECOMES(copy, id, PATH_PARAMETERS, (env, cls, fd, path), fd_connected)
#define NETTY_connect_finished(copy, id) NETTY_BECOMES(copy, id, (JNIEnv *env, jclass cls, jint fd), (env, cls, fd), fd_connected)
#define NETTY_disconnect(copy, id)       NETTY_BECOMES(copy, id, (JNIEnv *env, jclass cls, jint fd, jboolean ipv6), \
	(env, cls, fd, ipv6), fd_connected)
#define NETTY_listen(copy, id)           NETTY_BECOMES(copy, id, (JNIEnv *env, jclass cls, jint fd, jint backlog), \
	(env, cls, fd, backlog), fd_listening)
#define NETTY_shutdown(copy, id)         NETTY_BECOMES(copy, id, (JNIEnv *env, jclass cls, jint fd, jboolean in, jboolean out), \
	(env, cls, fd, in, out), sets_suspect)

#define NETTY_close(copy, id) \
	static jint JNICALL NETTY_NAME(copy, id)(JNIEnv *env, jclass cls, jint fd) \
	{ \
		dying(fd); \
		return NETTY_ORIGINAL(copy, id, jint, JNIEnv *, jclass, jint)(env, cls, fd); \
	}

#endif
