#include "netty_copies.h"

#include <stdio.h>
#include <string.h>

#include "netty_shapes.h"

struct netty_copy netty_copies[NETTY_COPIES];

#define STUBS_(copy) stubs_##copy
#define STUBS(copy) STUBS_(copy)
#define COPY 0
#include "netty_stubs.h"
#define COPY 1
#include "netty_stubs.h"
#define COPY 2
#include "netty_stubs.h"
#define COPY 3
#include "netty_stubs.h"
#define COPY 4
#include "netty_stubs.h"
#define COPY 5
#include "netty_stubs.h"
#define COPY 6
#include "netty_stubs.h"
#define COPY 7
#include "netty_stubs.h"

static const native_function *const stubs[NETTY_COPIES] = {
	stubs_0, stubs_1, stubs_2, stubs_3, stubs_4, stubs_5, stubs_6, stubs_7,
};

const struct netty_hook netty_hooks[NETTY_HOOKS] = {
#define NETTY(cls, method, descriptor, shape) { NETTY_CLASS_##cls, #method, descriptor },
#include "netty.def"
};

/* Without one of these a set would not know what the application registered, or would go on holding what it closed. */
static const enum netty_id needed[] = {
	NETTY_epoll_Native_epollCtlAdd0, NETTY_epoll_Native_epollCtlMod0, NETTY_epoll_Native_epollCtlDel0,
	NETTY_epoll_Native_epollWait, NETTY_epoll_Native_epollWait0, NETTY_epoll_Native_epollBusyWait0, NETTY_unix_FileDescriptor_close,
};

/* ---- copies ---- */

static bool cleared(JNIEnv *env, jweak ref)
{
	return (*env)->IsSameObject(env, ref, NULL);
}

/* Every class is gone, and with them every thread that could be inside. */
static bool unloaded(JNIEnv *env, const struct netty_copy *copy)
{
	bool all = copy->loader && cleared(env, copy->loader);
	for (int i = 0; i < NETTY_CLASSES; i++)
		all &= !copy->classes[i] || cleared(env, copy->classes[i]);
	return all;
}

static void forget(JNIEnv *env, struct netty_copy *copy)
{
	for (int i = 0; i < NETTY_CLASSES; i++)
		if (copy->classes[i])
			(*env)->DeleteWeakGlobalRef(env, copy->classes[i]);
	if (copy->loader)
		(*env)->DeleteWeakGlobalRef(env, copy->loader);
	memset(copy, 0, sizeof *copy);
}

static bool is_copy(JNIEnv *env, const struct netty_copy *copy, jobject loader, const char *prefix)
{
	return copy->used && strcmp(copy->prefix, prefix) == 0 &&
	       (copy->loader ? loader && (*env)->IsSameObject(env, copy->loader, loader) : !loader);
}

struct netty_copy *netty_copy_of(JNIEnv *env, jobject loader, const char *prefix)
{
	struct netty_copy *place = NULL;
	for (struct netty_copy *copy = netty_copies; copy < netty_copies + NETTY_COPIES; copy++) {
		if (is_copy(env, copy, loader, prefix))
			return copy;
		if (copy->used && unloaded(env, copy))
			forget(env, copy);
		if (!copy->used && !place)
			place = copy;
	}
	if (!place || strlen(prefix) >= sizeof place->prefix)
		return NULL;
	place->used = true;
	strcpy(place->prefix, prefix);
	place->loader = loader ? (*env)->NewWeakGlobalRef(env, loader) : NULL;
	return place;
}

/* ---- hooks ---- */

/* Compares a descriptor with one of netty.def, where '%' stands for the prefix. */
static bool describes(const char *pattern, const char *descriptor, const char *prefix)
{
	size_t length = strlen(prefix);
	for (; *pattern; pattern++) {
		if (*pattern != '%') {
			if (*pattern != *descriptor++)
				return false;
			continue;
		}
		if (strncmp(descriptor, prefix, length) != 0)
			return false;
		descriptor += length;
	}
	return *descriptor == '\0';
}

int netty_hook_of(enum netty_class cls, const char *method, const char *descriptor, const char *prefix, bool *named)
{
	*named = false;
	for (int id = 0; id < NETTY_HOOKS; id++) {
		if (netty_hooks[id].cls != cls || strcmp(netty_hooks[id].method, method) != 0)
			continue;
		*named = true;
		if (describes(netty_hooks[id].descriptor, descriptor, prefix))
			return id;
	}
	return -1;
}

void netty_descriptor(const struct netty_copy *copy, int id, char *text, size_t bytes)
{
	const char *pattern = netty_hooks[id].descriptor, *prefix = strchr(pattern, '%');
	if (prefix)
		snprintf(text, bytes, "%.*s%s%s", (int)(prefix - pattern), pattern, copy->prefix, prefix + 1);
	else
		snprintf(text, bytes, "%s", pattern);
}

native_function netty_take(struct netty_copy *copy, int id, jmethodID method, native_function original)
{
	copy->originals[id] = original;
	copy->methods[id] = method;
	copy->bound[id] = true;
	return stubs[copy - netty_copies][id];
}

void netty_judge(struct netty_copy *copy)
{
	bool all = !copy->unknown;
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		all &= copy->bound[needed[i]];
	atomic_store(&copy->rerouted, all);
}

bool netty_is_stub(native_function function)
{
	for (int i = 0; i < NETTY_COPIES; i++)
		for (int id = 0; id < NETTY_HOOKS; id++)
			if (stubs[i][id] == function)
				return true;
	return false;
}
