/* Hook shapes that move bytes: each calls the original native, which keeps its own mapping of errno to exceptions, and counts
 * what it returned. One Java call is one system call here, but for receive_from, which retries ECONNREFUSED inside (JDK 17-25). */
#ifndef POLLUX_HOOK_IO_H
#define POLLUX_HOOK_IO_H

#include "hook.h"
#include "idle.h"
#include "sendfile_first.h"

/* A zero-length datagram is a datagram: the dispatcher's code for "0 bytes" (IOS_EOF) is no end of stream there. */
enum read_kind { STREAM, DATAGRAM };

/* How long the call took: as a distribution by role, and as time in which it may have waited. The JDK makes every socket in blocking
 * mode, and its changes of mode are seen: unknown is blocking. */
static inline void call_took(struct fd_row *row, enum hist_kind kind, uint64_t ns)
{
	if (atomic_load_explicit(&row->nonblocking, memory_order_relaxed) != MODE_NONBLOCKING)
		count(&row->c[FD_blocking_ns], ns);
	if (!row->own)
		hist_add(kind, row->role, atomic_load_explicit(&row->loop, memory_order_relaxed), ns);
}

/* One read that began at `start` and answered n: bytes, or a code of IOStatus. row: null where the descriptor has none. */
static inline void count_read(struct fd_row *row, uint64_t start, int64_t n, enum read_kind kind)
{
	if (!row)
		return;
	uint64_t end = clock_ns();
	count(&row->c[FD_reads], 1);
	count(&row->c[FD_read_ns], clock_since(start, end));
	call_took(row, HIST_READ_CALL_ROLE, clock_since(start, end));
	if (n > 0)
		count(&row->c[FD_read_bytes], (uint64_t)n);
	else if (n == IOS_EOF && kind == STREAM)
		count(&row->c[FD_read_eof], 1);
	else if (n == IOS_UNAVAILABLE) {
		count(&row->c[FD_read_again], 1);
		if (atomic_load_explicit(&row->reported_ns, memory_order_relaxed) != 0)
			count(&row->c[FD_spurious], 1);
	} else if (n < IOS_INTERRUPTED)
		count(&row->c[FD_read_errors], 1);
	served_in(row, start);
	atomic_store_explicit(&row->last_io_ns, end, memory_order_relaxed);
}

/* One write, likewise. */
static inline void count_write(struct fd_row *row, uint64_t start, int64_t n)
{
	if (!row)
		return;
	uint64_t end = clock_ns();
	count(&row->c[FD_writes], 1);
	count(&row->c[FD_write_ns], clock_since(start, end));
	call_took(row, HIST_WRITE_CALL_ROLE, clock_since(start, end));
	if (n > 0)
		count(&row->c[FD_write_bytes], (uint64_t)n);
	else if (n == IOS_UNAVAILABLE)
		count(&row->c[FD_write_again], 1);
	else if (n < IOS_INTERRUPTED)
		count(&row->c[FD_write_errors], 1);
	served_out(row);
	atomic_store_explicit(&row->last_io_ns, end, memory_order_relaxed);
}

/* One transfer from a file to the row's socket by sendfile(2) or splice(2), likewise. */
static inline void count_sendfile(struct fd_row *row, uint64_t start, int64_t n)
{
	if (!row)
		return;
	uint64_t end = clock_ns();
	count(&row->c[FD_sendfile_calls], 1);
	count(&row->c[FD_write_ns], clock_since(start, end));
	call_took(row, HIST_WRITE_CALL_ROLE, clock_since(start, end));
	if (n > 0)
		count(&row->c[FD_sendfile_bytes], (uint64_t)n);
	served_out(row);
	atomic_store_explicit(&row->last_io_ns, end, memory_order_relaxed);
}

/* (FileDescriptor, address, length) and its vectored and positional forms: the body is the same but for types and arguments. */
#define COUNTED(id, type, parameters, arguments, counting) \
	static type JNICALL hook_##id parameters \
	{ \
		type (JNICALL *original) parameters = (type (JNICALL *) parameters)originals[HOOK_##id]; \
		struct fd_row *row = fd_row_of(fd_of(env, descriptor)); \
		uint64_t start = clock_ns(); \
		type n = original arguments; \
		counting; \
		return n; \
	}

#define IO_PARAMETERS   (JNIEnv *env, jclass cls, jobject descriptor, jlong address, jint length)
#define IO_ARGUMENTS    (env, cls, descriptor, address, length)
#define AT_PARAMETERS   (JNIEnv *env, jclass cls, jobject descriptor, jlong address, jint length, jlong position)
#define AT_ARGUMENTS    (env, cls, descriptor, address, length, position)

/* Reads of streams, which may prove that there is no more to read: idle.h. */
#define COUNTED_STREAM(id, type, proving) \
	static type JNICALL hook_##id IO_PARAMETERS \
	{ \
		type (JNICALL *original) IO_PARAMETERS = (type (JNICALL *) IO_PARAMETERS)originals[HOOK_##id]; \
		int fd = fd_of(env, descriptor); \
		struct fd_row *row = fd_row_of(fd); \
		uint64_t seen = idle_sample(fd); \
		uint64_t start = clock_ns(); \
		type n = original IO_ARGUMENTS; \
		if (__builtin_expect(seen != IDLE_UNASKED, 0)) \
			proving; \
		count_read(row, start, n, STREAM); \
		return n; \
	}

#define SHAPE_read(id)      COUNTED_STREAM(id, jint, idle_read(row, fd, seen, n, n == IOS_UNAVAILABLE, (uint64_t)length))
#define SHAPE_readv(id)     COUNTED_STREAM(id, jlong, \
	idle_readv(row, fd, seen, n, n == IOS_UNAVAILABLE, (const struct iovec *)(intptr_t)address, length))
#define SHAPE_receive(id)   COUNTED(id, jint,  IO_PARAMETERS, IO_ARGUMENTS, count_read(row, start, n, DATAGRAM))
#define SHAPE_receivev(id)  COUNTED(id, jlong, IO_PARAMETERS, IO_ARGUMENTS, count_read(row, start, n, DATAGRAM))
#define SHAPE_write(id)     COUNTED(id, jint,  IO_PARAMETERS, IO_ARGUMENTS, count_write(row, start, n))
#define SHAPE_writev(id)    COUNTED(id, jlong, IO_PARAMETERS, IO_ARGUMENTS, count_write(row, start, n))
#define SHAPE_pread(id)     COUNTED(id, jint,  AT_PARAMETERS, AT_ARGUMENTS, count_read(row, start, n, STREAM))
#define SHAPE_pwrite(id)    COUNTED(id, jint,  AT_PARAMETERS, AT_ARGUMENTS, count_write(row, start, n))

#define SHAPE_send_urgent(id) COUNTED(id, jint, (JNIEnv *env, jclass cls, jobject descriptor, jbyte data), \
	(env, cls, descriptor, data), count_write(row, start, n))
#define SHAPE_receive_from(id) COUNTED(id, jint, \
	(JNIEnv *env, jclass cls, jobject descriptor, jlong address, jint length, jlong sender, jboolean connected), \
	(env, cls, descriptor, address, length, sender, connected), count_read(row, start, n, DATAGRAM))
#define SHAPE_send_to(id) COUNTED(id, jint, \
	(JNIEnv *env, jclass cls, jobject descriptor, jlong address, jint length, jlong target, jint target_length), \
	(env, cls, descriptor, address, length, target, target_length), count_write(row, start, n))

/* `descriptor` is the target here: the side that a socket is on. */
#define SHAPE_sendfile(id) COUNTED(id, jlong, \
	(JNIEnv *env, jobject self, jobject source, jlong position, jlong length, jobject descriptor), \
	(env, self, source, position, length, descriptor), count_sendfile(row, start, n))
#define SHAPE_sendfile_append(id) \
	static jlong JNICALL hook_##id(JNIEnv *env, jclass cls, jobject source, jlong position, jlong length, jobject descriptor, jboolean append) \
	{ \
		int fd = fd_of(env, descriptor); \
		struct fd_row *row = fd_row_of(fd); \
		uint64_t start = clock_ns(); \
		jlong n = append ? IOS_UNSUPPORTED_CASE : sendfile_first(row, fd, fd_of(env, source), position, length); \
		if (n < IOS_INTERRUPTED) \
			n = ORIGINAL(id, jlong, JNIEnv *, jclass, jobject, jlong, jlong, jobject, jboolean) \
				(env, cls, source, position, length, descriptor, append); \
		count_sendfile(row, start, n); \
		return n; \
	}
#define SHAPE_copy_from(id) COUNTED(id, jlong, \
	(JNIEnv *env, jclass cls, jobject source, jobject descriptor, jlong position, jlong length, jboolean append), \
	(env, cls, source, descriptor, position, length, append), count_sendfile(row, start, n))

#endif
