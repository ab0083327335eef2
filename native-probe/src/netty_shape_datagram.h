/* Shapes of datagrams: one, or an array of Netty's packets by sendmmsg and recvmmsg. */
#ifndef POLLUX_NETTY_SHAPE_DATAGRAM_H
#define POLLUX_NETTY_SHAPE_DATAGRAM_H

#include "netty_bytes.h"
#include "netty_shape_io.h"

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

#endif
