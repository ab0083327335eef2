/* Hook shapes of netty.def: each calls the original native of its own copy of Netty and counts what it returned. Netty's natives answer
 * a number >= 0 or -errno, and repeat a call that a signal interrupted (4.1 and 4.2), so one Java call is one system call. */
#ifndef POLLUX_NETTY_SHAPES_H
#define POLLUX_NETTY_SHAPES_H

#include "hook_io.h"
#include "hook_life.h"
#include "hook_wait.h"
#include "netty_bytes.h"
#include "netty_wait.h"

#define NETTY_NAME_(copy, id) netty_##copy##_##id
#define NETTY_NAME(copy, id) NETTY_NAME_(copy, id)
#define NETTY_ORIGINAL(copy, id, type, ...) ((type (JNICALL *)(__VA_ARGS__))netty_copies[copy].originals[NETTY_##id])

/* ---- counting: out of line, for each shape exists once a copy ---- */

/* The JDK's codes, which the counting functions of hook_io.h take. */
static inline int64_t as_jdk(int64_t n)
{
	return n >= 0 ? n : n == -EAGAIN ? IOS_UNAVAILABLE : IOS_THROWN;
}

static __attribute__((noinline)) void netty_read(struct fd_row *row, uint64_t start, int64_t n)
{
	bool datagram = row && row->proto == PROTO_UDP;
	count_read(row, start, n == 0 ? IOS_EOF : as_jdk(n), datagram ? DATAGRAM : STREAM);
}

static __attribute__((noinline)) void netty_write(struct fd_row *row, uint64_t start, int64_t n)
{
	count_write(row, start, as_jdk(n));
}

static __attribute__((noinline)) void netty_sendfile(struct fd_row *row, uint64_t start, int64_t n)
{
	count_sendfile(row, start, as_jdk(n));
}

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

/* ---- bytes ---- */

#define NETTY_IO(copy, id, type, parameters, arguments, counting) \
	static type JNICALL NETTY_NAME(copy, id) parameters \
	{ \
		type (JNICALL *original) parameters = (type (JNICALL *) parameters)netty_copies[copy].originals[NETTY_##id]; \
		struct fd_row *row = fd_row_of(fd); \
		uint64_t start = clock_ns(); \
		type n = original arguments; \
		counting; \
		return n; \
	}

#define BUFFER_PARAMETERS  (JNIEnv *env, jclass cls, jint fd, jobject buffer, jint position, jint limit)
#define BUFFER_ARGUMENTS   (env, cls, fd, buffer, position, limit)
#define ADDRESS_PARAMETERS (JNIEnv *env, jclass cls, jint fd, jlong address, jint position, jint limit)
#define ADDRESS_ARGUMENTS  (env, cls, fd, address, position, limit)
#define VECTOR_PARAMETERS  (JNIEnv *env, jclass cls, jint fd, jlong address, jint length)
#define VECTOR_ARGUMENTS   (env, cls, fd, address, length)

#define NETTY_read_buffer(copy, id)   NETTY_IO(copy, id, jint,  BUFFER_PARAMETERS,  BUFFER_ARGUMENTS,  netty_read(row, start, n))
#define NETTY_read_address(copy, id)  NETTY_IO(copy, id, jint,  ADDRESS_PARAMETERS, ADDRESS_ARGUMENTS, netty_read(row, start, n))
#define NETTY_write_buffer(copy, id)  NETTY_IO(copy, id, jint,  BUFFER_PARAMETERS,  BUFFER_ARGUMENTS,  netty_write(row, start, n))
#define NETTY_write_address(copy, id) NETTY_IO(copy, id, jint,  ADDRESS_PARAMETERS, ADDRESS_ARGUMENTS, netty_write(row, start, n))
#define NETTY_write_vector(copy, id)  NETTY_IO(copy, id, jlong, VECTOR_PARAMETERS,  VECTOR_ARGUMENTS,  netty_write(row, start, n))
#define NETTY_write_buffers(copy, id) NETTY_IO(copy, id, jlong, \
	(JNIEnv *env, jclass cls, jint fd, jobjectArray buffers, jint offset, jint length, jlong limit), \
	(env, cls, fd, buffers, offset, length, limit), netty_write(row, start, n))
/* A descriptor travels with one byte. */
#define NETTY_send_fd(copy, id) NETTY_IO(copy, id, jint, (JNIEnv *env, jclass cls, jint fd, jint sent), (env, cls, fd, sent), \
	netty_write(row, start, n >= 0 ? 1 : n))
#define NETTY_receive_fd(copy, id) NETTY_IO(copy, id, jint, (JNIEnv *env, jclass cls, jint fd), (env, cls, fd), \
	netty_read(row, start, n > 0 ? 1 : n))
#define NETTY_sendfile(copy, id) NETTY_IO(copy, id, jlong, \
	(JNIEnv *env, jclass cls, jint fd, jobject region, jlong base, jlong offset, jlong length), \
	(env, cls, fd, region, base, offset, length), netty_sendfile(row, start, n))
/* The source was ready, and is read though no byte of it comes to user space. */
#define NETTY_splice(copy, id) NETTY_IO(copy, id, jint, \
	(JNIEnv *env, jclass cls, jint source, jlong in, jint fd, jlong out, jlong length), (env, cls, source, in, fd, out, length), \
	netty_sendfile(row, start, n); netty_spliced(source, start))

static __attribute__((noinline)) void netty_spliced(int source, uint64_t start)
{
	struct fd_row *row = fd_row_of(source);
	if (row)
		served_in(row, start);
}

/* ---- datagrams ---- */

#define NETTY_send_to_buffer(copy, id) NETTY_IO(copy, id, jint, \
	(JNIEnv *env, jclass cls, jint fd, jboolean ipv6, jobject buffer, jint position, jint limit, jbyteArray to, jint scope, jint port, jint flags), \
	(env, cls, fd, ipv6, buffer, position, limit, to, scope, port, flags), netty_write(row, start, n))
#define NETTY_send_to_address(copy, id) NETTY_IO(copy, id, jint, \
	(JNIEnv *env, jclass cls, jint fd, jboolean ipv6, jlong address, jint position, jint limit, jbyteArray to, jint scope, jint port, jint flags), \
	(env, cls, fd, ipv6, address, position, limit, to, scope, port, flags), netty_write(row, start, n))
#define NETTY_send_to_vector(copy, id) NETTY_IO(copy, id, jint, \
	(JNIEnv *env, jclass cls, jint fd, jboolean ipv6, jlong address, jint length, jbyteArray to, jint scope, jint port, jint flags), \
	(env, cls, fd, ipv6, address, length, to, scope, port, flags), netty_write(row, start, n))
#define NETTY_send_to_path_buffer(copy, id) NETTY_IO(copy, id, jint, \
	(JNIEnv *env, jclass cls, jint fd, jobject buffer, jint position, jint limit, jbyteArray path), \
	(env, cls, fd, buffer, position, limit, path), netty_write(row, start, n))
#define NETTY_send_to_path_address(copy, id) NETTY_IO(copy, id, jint, \
	(JNIEnv *env, jclass cls, jint fd, jlong address, jint position, jint limit, jbyteArray path), \
	(env, cls, fd, address, position, limit, path), netty_write(row, start, n))
#define NETTY_send_to_path_vector(copy, id) NETTY_IO(copy, id, jint, \
	(JNIEnv *env, jclass cls, jint fd, jlong address, jint length, jbyteArray path), \
	(env, cls, fd, address, length, path), netty_write(row, start, n))

#define NETTY_receive_buffer(copy, id)  NETTY_IO(copy, id, jobject, BUFFER_PARAMETERS,  BUFFER_ARGUMENTS,  \
	netty_received(env, row, start, n))
#define NETTY_receive_address(copy, id) NETTY_IO(copy, id, jobject, ADDRESS_PARAMETERS, ADDRESS_ARGUMENTS, \
	netty_received(env, row, start, n))

#define PACKETS_PARAMETERS (JNIEnv *env, jclass cls, jint fd, jboolean ipv6, jobjectArray packets, jint offset, jint length)
#define PACKETS_ARGUMENTS  (env, cls, fd, ipv6, packets, offset, length)
#define NETTY_send_packets(copy, id)    NETTY_IO(copy, id, jint, PACKETS_PARAMETERS, PACKETS_ARGUMENTS, \
	netty_packets_sent(env, row, start, packets, offset, n))
#define NETTY_receive_packets(copy, id) NETTY_IO(copy, id, jint, PACKETS_PARAMETERS, PACKETS_ARGUMENTS, \
	netty_packets_received(env, row, start, packets, offset, n))
#define NETTY_receive_packet(copy, id)  NETTY_IO(copy, id, jint, (JNIEnv *env, jclass cls, jint fd, jboolean ipv6, jobject packet), \
	(env, cls, fd, ipv6, packet), netty_datagram(row, start, n))

static __attribute__((noinline)) void netty_datagram(struct fd_row *row, uint64_t start, int64_t n)
{
	count_read(row, start, as_jdk(n), DATAGRAM);
}

/* Null: nothing there, or an exception is on its way. */
static __attribute__((noinline)) void netty_received(JNIEnv *env, struct fd_row *row, uint64_t start, jobject from)
{
	if (from)
		netty_datagram(row, start, netty_received_bytes(env, from));
	else
		netty_datagram(row, start, (*env)->ExceptionCheck(env) ? -EIO : -EAGAIN);
}

static __attribute__((noinline)) void netty_packets_received(JNIEnv *env, struct fd_row *row, uint64_t start, jobjectArray packets,
		jint offset, jint n)
{
	netty_datagram(row, start, n > 0 ? netty_packet_bytes(env, packets, offset, n, PACKET_FILLED) : n);
}

static __attribute__((noinline)) void netty_packets_sent(JNIEnv *env, struct fd_row *row, uint64_t start, jobjectArray packets,
		jint offset, jint n)
{
	netty_write(row, start, n > 0 ? netty_packet_bytes(env, packets, offset, n, PACKET_VECTOR) : n);
}

/* ---- life ---- */

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
