#include "netty_native.h"

#include <stdio.h>
#include <string.h>

#include "hook_rows.h"
#include "hooks.h"

static const char *const class_paths[] = {
	[NETTY_CLASS_epoll_Native] = "io/netty/channel/epoll/Native",
	[NETTY_CLASS_epoll_LinuxSocket] = "io/netty/channel/epoll/LinuxSocket",
	[NETTY_CLASS_unix_FileDescriptor] = "io/netty/channel/unix/FileDescriptor",
	[NETTY_CLASS_unix_Socket] = "io/netty/channel/unix/Socket",
	[NETTY_RINGS] = "io/netty/channel/uring/Native",
	[NETTY_RINGS_INCUBATOR] = "io/netty/incubator/channel/uring/Native",
};

jvmtiEnv *netty_events;

void netty_tell(const char *prefix, int cls, const char *method, const char *state, const char *why)
{
	char name[160];
	snprintf(name, sizeof name, "%s%s%s%s", prefix, class_paths[cls], *method ? "." : "", method);
	for (char *c = name; *c; c++)
		if (*c == '/')
			*c = '.';
	hook_row_put((uint32_t)hooks_count(), name, state, why);
}

int netty_class_of(const char *signature, char *prefix, size_t bytes)
{
	size_t length = strlen(signature);
	for (int cls = 0; cls < NETTY_KINDS; cls++) {
		size_t path = strlen(class_paths[cls]);
		if (length < path + 2 || strncmp(signature + length - 1 - path, class_paths[cls], path) != 0)
			continue;
		size_t before = length - 2 - path;
		if (before >= bytes || (before && signature[before] != '/'))
			continue;
		memcpy(prefix, signature + 1, before);
		prefix[before] = '\0';
		return cls;
	}
	return -1;
}

/* One native that is not in netty.def is none of ours, unless it may be a way to wait or register that nobody here knows. */
static void stand_down(struct netty_copy *copy, const struct netty_native *n, bool named)
{
	bool waits = n->cls == NETTY_CLASS_epoll_Native && strncmp(n->name, "epoll", 5) == 0;
	if (copy && waits)
		copy->unknown = true;
	if (named || waits)
		netty_tell(n->prefix, n->cls, n->name, "stood_down", copy ? "this Netty declares it with another signature" : "too many copies of Netty");
}

native_function netty_replacement(JNIEnv *env, const struct netty_native *n, native_function original)
{
	bool named;
	int id = netty_hook_of((enum netty_class)n->cls, n->name, n->descriptor, n->prefix, &named);
	jobject loader = NULL;
	(*netty_events)->GetClassLoader(netty_events, n->owner, &loader);
	struct netty_copy *copy = netty_copy_of(env, loader, n->prefix);
	if (loader)
		(*env)->DeleteLocalRef(env, loader);
	if (!copy || id < 0) {
		stand_down(copy, n, named);
		return NULL;
	}
	if (!copy->classes[n->cls])
		copy->classes[n->cls] = (*env)->NewWeakGlobalRef(env, n->owner);
	native_function ours = netty_take(copy, id, n->method, original);
	netty_judge(copy);
	netty_tell(n->prefix, n->cls, n->name, "installed", "");
	return ours;
}

bool netty_describe(struct netty_native *n)
{
	n->name = n->descriptor = NULL;
	return (*netty_events)->GetMethodName(netty_events, n->method, &n->name, &n->descriptor, NULL) == JVMTI_ERROR_NONE;
}

void netty_undescribe(const struct netty_native *n)
{
	(*netty_events)->Deallocate(netty_events, (unsigned char *)n->name);
	(*netty_events)->Deallocate(netty_events, (unsigned char *)n->descriptor);
}

bool netty_bind(JNIEnv *env, jclass cls, const char *method, const char *descriptor, native_function function)
{
	JNINativeMethod native = { .name = (char *)method, .signature = (char *)descriptor };
	memcpy(&native.fnPtr, &function, sizeof function);
	if ((*env)->RegisterNatives(env, cls, &native, 1) == JNI_OK)
		return true;
	(*env)->ExceptionClear(env);
	return false;
}
