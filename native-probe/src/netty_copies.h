/* Copies of Netty in this JVM: each class loader that brings Netty has its own classes and its own mapped library, and a shaded one
 * another name besides. A hook must call the original of the copy it was called for, so each copy has hooks of its own, made by the
 * preprocessor (netty_stubs.h): finding the copy by the class would cost a JNI call each time.
 *
 *   netty_copies[k].originals[id]  <-- stub k of hook id <-- the native, bound by JNI RegisterNatives
 *
 * Classes and loaders are held weakly: an application that is undeployed can go, and its place is taken by the next. */
#ifndef POLLUX_NETTY_COPIES_H
#define POLLUX_NETTY_COPIES_H

#include <jni.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "hook.h"

#define NETTY_COPIES 8

enum netty_class {
	NETTY_CLASS_epoll_Native,
	NETTY_CLASS_epoll_LinuxSocket,
	NETTY_CLASS_unix_FileDescriptor,
	NETTY_CLASS_unix_Socket,
	NETTY_CLASSES
};

enum netty_id {
#define NETTY(cls, method, descriptor, shape) NETTY_##cls##_##method,
#include "netty.def"
	NETTY_HOOKS
};

struct netty_hook {
	enum netty_class cls;
	const char *method, *descriptor;
};
extern const struct netty_hook netty_hooks[NETTY_HOOKS];

struct netty_copy {
	bool used;
	_Atomic bool rerouted; /* every native that waits or registers is ours: sets may serve it */
	bool unknown;          /* it has one that we do not know */
	char prefix[96];       /* of its shading: "", or "io/grpc/netty/shaded/" */
	jweak loader;          /* null: the boot loader */
	jweak classes[NETTY_CLASSES];
	native_function originals[NETTY_HOOKS]; /* stay after a detach: a thread may be on its way to one */
	jmethodID methods[NETTY_HOOKS];
	bool bound[NETTY_HOOKS];
	int foreign; /* found bound to neither ours nor the original when we had left */
};
extern struct netty_copy netty_copies[NETTY_COPIES];

/* All of these: under the lock of netty_bind.c. */

/* The copy of a loader and a prefix, a new one if need be. Null: there are too many. */
struct netty_copy *netty_copy_of(JNIEnv *env, jobject loader, const char *prefix);
/* The hook of that class, method and descriptor, or -1. *named: there is one of that name. */
int netty_hook_of(enum netty_class cls, const char *method, const char *descriptor, const char *prefix, bool *named);
/* The function that stands in for a native of that copy; the original is remembered. */
native_function netty_take(struct netty_copy *copy, int id, jmethodID method, native_function original);
/* The descriptor of a hook in that copy, in a buffer of the caller's. */
void netty_descriptor(const struct netty_copy *copy, int id, char *text, size_t bytes);
/* Sets `rerouted` by what is bound now. */
void netty_judge(struct netty_copy *copy);
/* Is it a function of ours? Any thread, no lock. */
bool netty_is_stub(native_function function);

#endif
