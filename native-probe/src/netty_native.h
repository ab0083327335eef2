/* One native method of Netty: whose it is, which function of ours stands in for it, and what users are told of it. For netty_bind.c, which
 * takes natives as they are bound, netty_adopt.c, which finds those that are, and netty_restore.c. All but netty_class_of: under the lock of
 * netty_bind.c. */
#ifndef POLLUX_NETTY_NATIVE_H
#define POLLUX_NETTY_NATIVE_H

#include <jvmti.h>

#include "netty_copies.h"

/* Classes that are recognised: those of enum netty_class, then the io_uring transport's, which is left alone. */
enum netty_kind {
	NETTY_RINGS = NETTY_CLASSES,
	NETTY_RINGS_INCUBATOR,
	NETTY_KINDS
};
#define NETTY_RINGS_WHY "waits, reads and writes go through rings: not seen, not rerouted"

struct netty_native {
	jclass owner;
	jmethodID method;
	int cls; /* enum netty_class or enum netty_kind */
	const char *prefix;
	char *name, *descriptor; /* JVMTI's, between netty_describe and netty_undescribe */
};

/* JVMTI, while Pollux is attached; else null. */
extern jvmtiEnv *netty_events;

/* Which class of Netty's has this signature ("Lio/netty/channel/unix/Socket;"), or -1; what is before the path is the prefix. Thread-safe. */
int netty_class_of(const char *signature, char *prefix, size_t bytes);
/* Writes the row of a native, or of a class where `method` is "". state: a label of HOOK_STATE in enums.def. */
void netty_tell(const char *prefix, int cls, const char *method, const char *state, const char *why);
/* Name and descriptor of n->method, to be given back; false: the JVM does not tell, and there is nothing to give back. */
bool netty_describe(struct netty_native *n);
void netty_undescribe(const struct netty_native *n);
/* The function of ours for a native that is described and bound to `original`; null: leave it. */
native_function netty_replacement(JNIEnv *env, const struct netty_native *n, native_function original);
/* Binds a function to a native by RegisterNatives. False: this JVM refuses; no exception is left pending. */
bool netty_bind(JNIEnv *env, jclass cls, const char *method, const char *descriptor, native_function function);

/* ---- netty_adopt.c ---- */

/* Takes the natives of every Netty that is loaded and has bound them. */
void netty_adopt_loaded(JNIEnv *env);

/* ---- netty_restore.c ---- */

/* Binds the originals again; what the JVM holds then is noted in `foreign` of each copy. Returns how many it put back. */
int netty_restore_all(JNIEnv *env);

#endif
