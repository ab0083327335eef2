/* Shapes that move bytes: reads, writes, sendfile, descriptors that are passed on. */
#ifndef POLLUX_NETTY_SHAPE_IO_H
#define POLLUX_NETTY_SHAPE_IO_H

#include "netty_shape.h"

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

#endif
