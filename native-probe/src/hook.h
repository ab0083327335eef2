/* What every hook shape builds on: the original native behind a hook, a FileDescriptor's number, the JDK's return codes. */
#ifndef POLLUX_HOOK_H
#define POLLUX_HOOK_H

#include <errno.h>
#include <jni.h>

#include "clock.h"
#include "ledger.h"
#include "set.h"
#include "tap.h"

/* sun.nio.ch.IOStatus, the same in JDK 17, 21 and 25. */
enum { IOS_EOF = -1, IOS_UNAVAILABLE = -2, IOS_INTERRUPTED = -3, IOS_UNSUPPORTED = -4, IOS_THROWN = -5, IOS_UNSUPPORTED_CASE = -6 };

/* Field java.io.FileDescriptor.fd, looked up once before the first hook is bound. */
extern jfieldID fd_field;

/* The original native behind a hook, as a function of its JNI types. */
typedef void (*native_function)(void);
#define ORIGINAL(id, type, ...) ((type (JNICALL *)(__VA_ARGS__))originals[HOOK_##id])

/* The number in a FileDescriptor, which is not null; -1: it is closed. Hot path: one JNI call. */
static inline int fd_of(JNIEnv *env, jobject descriptor)
{
	return (*env)->GetIntField(env, descriptor, fd_field);
}

/* A number that the kernel has just given out is in no set: an entry left by a close that nobody saw goes. */
static inline void born(int fd, enum fd_role role, enum fd_proto proto, int parent)
{
	sets_forget(fd);
	fd_born(fd, role, proto, parent);
}

/* Input readiness has been acted on: the pending report, if any, becomes a latency. `at`: when the call began. */
static inline void served_in(struct fd_row *row, uint64_t at)
{
	tap_served(row);
	if (atomic_load_explicit(&row->reported_ns, memory_order_relaxed) == 0)
		return;
	uint64_t reported = atomic_exchange_explicit(&row->reported_ns, 0, memory_order_relaxed);
	if (reported == 0)
		return;
	uint64_t waited = clock_since(reported, at);
	count(&row->c[FD_ready_to_read_ns], waited);
	count_max(&row->c[FD_ready_to_read_max_ns], waited);
	if (!row->own)
		hist_add(HIST_READY_TO_READ_ROLE, row->role, atomic_load_explicit(&row->loop, memory_order_relaxed), waited);
}

/* Output readiness has been acted on. */
static inline void served_out(struct fd_row *row)
{
	if (atomic_load_explicit(&row->reported_out_ns, memory_order_relaxed) != 0)
		atomic_store_explicit(&row->reported_out_ns, 0, memory_order_relaxed);
}

#endif
