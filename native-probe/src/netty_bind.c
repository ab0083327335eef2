/* Netty binds its natives itself, by RegisterNatives in the JNI_OnLoad of a library that it unpacks when its classes are initialised.
 * JVMTI's event NativeMethodBind comes in the middle of that, names the function and lets us put ours in its place: the class, the
 * loader and the original are all at hand, and no class is loaded, initialised or rewritten for it. What was bound before we came is
 * read from HotSpot (method_slot.h), and believed only if the function lies in a library of that name.
 *
 * Netty's io_uring transport (4.2) is recognised and left alone: its waits, reads and writes pass through rings in shared memory. */
#include "netty_bind.h"

#include <dlfcn.h>
#include <jvmti.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "hook_rows.h"
#include "hooks.h"
#include "method_slot.h"
#include "netty_copies.h"

#define LIBRARY "netty_transport_native_" /* epoll's; io_uring's binds the natives that both share */
#define RINGS NETTY_CLASSES /* pseudo class: the io_uring transport */
#define RINGS_WHY "waits, reads and writes go through rings: not seen, not rerouted"

static const char *const class_paths[] = {
	[NETTY_CLASS_epoll_Native] = "io/netty/channel/epoll/Native",
	[NETTY_CLASS_epoll_LinuxSocket] = "io/netty/channel/epoll/LinuxSocket",
	[NETTY_CLASS_unix_FileDescriptor] = "io/netty/channel/unix/FileDescriptor",
	[NETTY_CLASS_unix_Socket] = "io/netty/channel/unix/Socket",
	[RINGS] = "io/netty/channel/uring/Native",
	[RINGS + 1] = "io/netty/incubator/channel/uring/Native",
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static jvmtiEnv *events;
static bool active;
static int restored;

/* ---- what users see ---- */

static void tell(const char *prefix, int cls, const char *method, const char *state, const char *why)
{
	char name[160];
	snprintf(name, sizeof name, "%s%s%s%s", prefix, class_paths[cls], *method ? "." : "", method);
	for (char *c = name; *c; c++)
		if (*c == '/')
			*c = '.';
	hook_row_put((uint32_t)hooks_count(), name, state, why);
}

/* ---- one native ---- */

/* Which class of Netty's has this signature ("Lio/netty/channel/unix/Socket;"), or -1; what is before the path is the prefix. */
static int class_of(const char *signature, char *prefix, size_t bytes)
{
	size_t length = strlen(signature);
	for (int cls = 0; cls < RINGS + 2; cls++) {
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

struct native {
	jclass owner;
	jmethodID method;
	int cls;
	const char *prefix;
	char *name, *descriptor; /* JVMTI's */
};

/* One native that is not in netty.def is none of ours, unless it may be a way to wait or register that nobody here knows. */
static void stand_down(struct netty_copy *copy, const struct native *n, bool named)
{
	bool waits = n->cls == NETTY_CLASS_epoll_Native && strncmp(n->name, "epoll", 5) == 0;
	if (copy && waits)
		copy->unknown = true;
	if (named || waits)
		tell(n->prefix, n->cls, n->name, "stood_down", copy ? "this Netty declares it with another signature" : "too many copies of Netty");
}

/* Ours for a native that is bound to `original`; null: leave it. Locked. */
static native_function replacement(JNIEnv *env, const struct native *n, native_function original)
{
	bool named;
	int id = netty_hook_of((enum netty_class)n->cls, n->name, n->descriptor, n->prefix, &named);
	jobject loader = NULL;
	(*events)->GetClassLoader(events, n->owner, &loader);
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
	tell(n->prefix, n->cls, n->name, "installed", "");
	return ours;
}

static bool describe(struct native *n)
{
	n->name = n->descriptor = NULL;
	return (*events)->GetMethodName(events, n->method, &n->name, &n->descriptor, NULL) == JVMTI_ERROR_NONE;
}

static void release(const struct native *n)
{
	(*events)->Deallocate(events, (unsigned char *)n->name);
	(*events)->Deallocate(events, (unsigned char *)n->descriptor);
}

/* ---- natives that are bound now ---- */

static native_function take_bound(JNIEnv *env, struct native *n, void *address)
{
	native_function original, ours = NULL;
	memcpy(&original, &address, sizeof original);
	pthread_mutex_lock(&lock);
	if (active && n->cls >= RINGS)
		tell(n->prefix, n->cls, "", "stood_down", RINGS_WHY);
	else if (active && describe(n)) {
		ours = replacement(env, n, original);
		release(n);
	}
	pthread_mutex_unlock(&lock);
	return ours;
}

/* For every native method that the JVM binds, whosever. On the thread that loads the library. */
static void JNICALL on_bind(jvmtiEnv *jvmti, JNIEnv *env, jthread thread, jmethodID method, void *address, void **bound)
{
	(void)thread;
	char prefix[96], *signature = NULL;
	struct native n = { .method = method, .prefix = prefix };
	native_function function;
	memcpy(&function, &address, sizeof function);
	/* The reference to the class goes with the event's frame. */
	if (!env || (*jvmti)->GetMethodDeclaringClass(jvmti, method, &n.owner) != JVMTI_ERROR_NONE)
		return;
	if ((*jvmti)->GetClassSignature(jvmti, n.owner, &signature, NULL) == JVMTI_ERROR_NONE) {
		n.cls = class_of(signature, prefix, sizeof prefix);
		if (n.cls >= 0 && !netty_is_stub(function) && (function = take_bound(env, &n, address)))
			memcpy(bound, &function, sizeof function);
		(*jvmti)->Deallocate(jvmti, (unsigned char *)signature);
	}
}

/* ---- natives that were bound before ---- */

static bool bind(JNIEnv *env, jclass cls, const char *method, const char *descriptor, native_function function)
{
	JNINativeMethod native = { .name = (char *)method, .signature = (char *)descriptor };
	memcpy(&native.fnPtr, &function, sizeof function);
	if ((*env)->RegisterNatives(env, cls, &native, 1) == JNI_OK)
		return true;
	(*env)->ExceptionClear(env);
	return false;
}

/* Does the function lie in a library of that name? */
static bool lies_in(native_function function, const char *library)
{
	void *address;
	Dl_info info;
	memcpy(&address, &function, sizeof address);
	return function && dladdr(address, &info) && info.dli_fname && strstr(info.dli_fname, library);
}

/* A native that Netty has not bound yet leads to a function of HotSpot's own; the event will come for it. */
static const char *cannot_adopt(native_function original)
{
	if (!original)
		return "bound before Pollux came, and this JVM does not show to what";
	return lies_in(original, "libjvm.so") ? NULL : "bound to a library that is not known to be Netty's";
}

/* Of the class's natives, those that are bound; the table's last ones first, see netty.def. */
static void adopt_native(JNIEnv *env, struct native *n)
{
	bool named;
	jboolean native = JNI_FALSE;
	(*events)->IsMethodNative(events, n->method, &native);
	native_function original = native ? method_slot_read(n->method) : NULL;
	if (!native || netty_is_stub(original) || !describe(n))
		return;
	bool known = netty_hook_of((enum netty_class)n->cls, n->name, n->descriptor, n->prefix, &named) >= 0;
	if (lies_in(original, LIBRARY)) {
		native_function ours = replacement(env, n, original);
		if (ours && !bind(env, n->owner, n->name, n->descriptor, ours))
			tell(n->prefix, n->cls, n->name, "stood_down", "this JVM refuses to bind it anew");
	} else if (known && cannot_adopt(original)) {
		tell(n->prefix, n->cls, n->name, "stood_down", cannot_adopt(original));
	}
	release(n);
}

static void adopt_class(JNIEnv *env, jclass owner, int cls, const char *prefix)
{
	jint count = 0;
	jmethodID *methods = NULL;
	if ((*events)->GetClassMethods(events, owner, &count, &methods) != JVMTI_ERROR_NONE)
		return;
	for (jint i = count - 1; i >= 0; i--) {
		struct native n = { .owner = owner, .method = methods[i], .cls = cls, .prefix = prefix };
		adopt_native(env, &n);
	}
	(*events)->Deallocate(events, (unsigned char *)methods);
}

struct found { jweak cls; int kind; char prefix[96]; };

/* The class, if it is one of Netty's. */
static bool look_at(JNIEnv *env, jclass loaded, struct found *found)
{
	char *signature = NULL;
	if ((*events)->GetClassSignature(events, loaded, &signature, NULL) != JVMTI_ERROR_NONE)
		return false;
	found->kind = class_of(signature, found->prefix, sizeof found->prefix);
	(*events)->Deallocate(events, (unsigned char *)signature);
	if (found->kind >= 0)
		found->cls = (*env)->NewWeakGlobalRef(env, loaded);
	return found->kind >= 0;
}

/* A frame of its own for a reference to every class there is: it is gone before anything else is done. */
static int find_loaded(JNIEnv *env, struct found *found, int room)
{
	jint count = 0;
	int n = 0;
	jclass *classes = NULL;
	if ((*env)->PushLocalFrame(env, 1 << 16) < 0) {
		(*env)->ExceptionClear(env);
		return 0;
	}
	if ((*events)->GetLoadedClasses(events, &count, &classes) == JVMTI_ERROR_NONE) {
		for (jint i = 0; i < count && n < room; i++)
			n += look_at(env, classes[i], &found[n]);
		(*events)->Deallocate(events, (unsigned char *)classes);
	}
	(*env)->PopLocalFrame(env, NULL);
	return n;
}

static void adopt_found(JNIEnv *env, const struct found *found)
{
	jclass cls = (*env)->NewLocalRef(env, found->cls);
	if (cls && found->kind >= RINGS)
		tell(found->prefix, found->kind, "", "stood_down", RINGS_WHY);
	else if (cls)
		adopt_class(env, cls, found->kind, found->prefix);
	(*env)->DeleteLocalRef(env, cls);
}

/* Two passes: classes whose descriptors die come before those whose epoll instances register them. */
static void adopt_loaded(JNIEnv *env)
{
	static struct found found[NETTY_COPIES * (NETTY_CLASSES + 2)]; /* under the lock, and large for a stack */
	int n = find_loaded(env, found, sizeof found / sizeof *found);
	for (int epoll = 0; epoll < 2; epoll++)
		for (int i = 0; i < n; i++)
			if ((found[i].kind == NETTY_CLASS_epoll_Native) == epoll)
				adopt_found(env, &found[i]);
	for (int i = 0; i < n; i++)
		(*env)->DeleteWeakGlobalRef(env, found[i].cls);
}

/* ---- in and out ---- */

static int open_events(JNIEnv *env)
{
	JavaVM *vm;
	void *jvmti;
	if ((*env)->GetJavaVM(env, &vm) != JNI_OK || (*vm)->GetEnv(vm, &jvmti, JVMTI_VERSION_1_2) != JNI_OK)
		return -ENOTSUP;
	jvmtiCapabilities wanted = { .can_generate_native_method_bind_events = 1 };
	jvmtiEventCallbacks callbacks = { .NativeMethodBind = on_bind };
	events = jvmti;
	if ((*events)->AddCapabilities(events, &wanted) == JVMTI_ERROR_NONE &&
	    (*events)->SetEventCallbacks(events, &callbacks, sizeof callbacks) == JVMTI_ERROR_NONE &&
	    (*events)->SetEventNotificationMode(events, JVMTI_ENABLE, JVMTI_EVENT_NATIVE_METHOD_BIND, NULL) == JVMTI_ERROR_NONE)
		return 0;
	(*events)->DisposeEnvironment(events);
	events = NULL;
	return -ENOTSUP;
}

int netty_install(JNIEnv *env)
{
	restored = 0;
	active = true;
	int rc = open_events(env);
	if (rc < 0)
		return rc;
	pthread_mutex_lock(&lock);
	adopt_loaded(env);
	pthread_mutex_unlock(&lock);
	return netty_bound();
}

static void restore(JNIEnv *env, struct netty_copy *copy, int id)
{
	char descriptor[256];
	int cls = netty_hooks[id].cls;
	jclass owner = (*env)->NewLocalRef(env, copy->classes[cls]);
	netty_descriptor(copy, id, descriptor, sizeof descriptor);
	if (!owner || bind(env, owner, netty_hooks[id].method, descriptor, copy->originals[id])) {
		copy->bound[id] = false;
		restored += owner != NULL;
		tell(copy->prefix, cls, netty_hooks[id].method, "removed", "");
	}
	if (owner)
		(*env)->DeleteLocalRef(env, owner);
}

static void restore_all(JNIEnv *env)
{
	for (struct netty_copy *copy = netty_copies; copy < netty_copies + NETTY_COPIES; copy++) {
		atomic_store(&copy->rerouted, false);
		for (int id = 0; id < NETTY_HOOKS; id++)
			if (copy->bound[id])
				restore(env, copy, id);
	}
}

/* The event comes before the JVM has stored what it answers: a native that was bound while we left may still be bound to ours. And the
 * proof: what each is bound to now. */
static void restore_late(JNIEnv *env)
{
	for (struct netty_copy *copy = netty_copies; copy < netty_copies + NETTY_COPIES; copy++) {
		copy->foreign = 0;
		for (int id = 0; copy->used && id < NETTY_HOOKS; id++) {
			jclass owner = copy->methods[id] ? (*env)->NewLocalRef(env, copy->classes[netty_hooks[id].cls]) : NULL;
			native_function now = owner ? method_slot_read(copy->methods[id]) : NULL;
			if (netty_is_stub(now)) {
				copy->bound[id] = true;
				restore(env, copy, id);
				now = method_slot_read(copy->methods[id]);
			}
			copy->foreign += now && now != copy->originals[id];
			if (owner)
				(*env)->DeleteLocalRef(env, owner);
		}
	}
}

int netty_remove(JNIEnv *env)
{
	if (!events)
		return 0;
	(*events)->SetEventNotificationMode(events, JVMTI_DISABLE, JVMTI_EVENT_NATIVE_METHOD_BIND, NULL);
	pthread_mutex_lock(&lock);
	active = false;
	restore_all(env);
	restore_late(env);
	pthread_mutex_unlock(&lock);
	(*events)->DisposeEnvironment(events);
	events = NULL;
	return netty_bound();
}

int netty_bound(void)
{
	int bound = 0;
	for (int i = 0; i < NETTY_COPIES; i++)
		for (int id = 0; id < NETTY_HOOKS; id++)
			bound += netty_copies[i].bound[id];
	return bound;
}

int netty_restored(void)
{
	return restored;
}

int netty_foreign(void)
{
	int foreign = 0;
	for (struct netty_copy *copy = netty_copies; copy < netty_copies + NETTY_COPIES; copy++)
		foreign += copy->foreign;
	return foreign;
}
