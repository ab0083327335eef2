/* Natives that Netty had bound before we came. To what, is read from HotSpot (method_slot.h), and believed only if the function lies in a
 * library of Netty's name. */
#include "netty_native.h"

#include <dlfcn.h>
#include <string.h>

#include "method_slot.h"

#define LIBRARY "netty_transport_native_" /* epoll's; io_uring's binds the natives that both share */

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
static void adopt_native(JNIEnv *env, struct netty_native *n)
{
	bool named;
	jboolean native = JNI_FALSE;
	(*netty_events)->IsMethodNative(netty_events, n->method, &native);
	native_function original = native ? method_slot_read(n->method) : NULL;
	if (!native || netty_is_stub(original) || !netty_describe(n))
		return;
	bool known = netty_hook_of((enum netty_class)n->cls, n->name, n->descriptor, n->prefix, &named) >= 0;
	if (lies_in(original, LIBRARY)) {
		native_function ours = netty_replacement(env, n, original);
		if (ours && !netty_bind(env, n->owner, n->name, n->descriptor, ours))
			netty_tell(n->prefix, n->cls, n->name, "stood_down", "this JVM refuses to bind it anew");
	} else if (known && cannot_adopt(original)) {
		netty_tell(n->prefix, n->cls, n->name, "stood_down", cannot_adopt(original));
	}
	netty_undescribe(n);
}

static void adopt_class(JNIEnv *env, jclass owner, int cls, const char *prefix)
{
	jint count = 0;
	jmethodID *methods = NULL;
	if ((*netty_events)->GetClassMethods(netty_events, owner, &count, &methods) != JVMTI_ERROR_NONE)
		return;
	for (jint i = count - 1; i >= 0; i--) {
		struct netty_native n = { .owner = owner, .method = methods[i], .cls = cls, .prefix = prefix };
		adopt_native(env, &n);
	}
	(*netty_events)->Deallocate(netty_events, (unsigned char *)methods);
}

struct found { jweak cls; int kind; char prefix[96]; };

/* The class, if it is one of Netty's. */
static bool look_at(JNIEnv *env, jclass loaded, struct found *found)
{
	char *signature = NULL;
	if ((*netty_events)->GetClassSignature(netty_events, loaded, &signature, NULL) != JVMTI_ERROR_NONE)
		return false;
	found->kind = netty_class_of(signature, found->prefix, sizeof found->prefix);
	(*netty_events)->Deallocate(netty_events, (unsigned char *)signature);
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
	if ((*netty_events)->GetLoadedClasses(netty_events, &count, &classes) == JVMTI_ERROR_NONE) {
		for (jint i = 0; i < count && n < room; i++)
			n += look_at(env, classes[i], &found[n]);
		(*netty_events)->Deallocate(netty_events, (unsigned char *)classes);
	}
	(*env)->PopLocalFrame(env, NULL);
	return n;
}

static void adopt_found(JNIEnv *env, const struct found *found)
{
	jclass cls = (*env)->NewLocalRef(env, found->cls);
	if (cls && found->kind >= NETTY_RINGS)
		netty_tell(found->prefix, found->kind, "", "stood_down", NETTY_RINGS_WHY);
	else if (cls)
		adopt_class(env, cls, found->kind, found->prefix);
	(*env)->DeleteLocalRef(env, cls);
}

/* Two passes: classes whose descriptors die come before those whose epoll instances register them. */
void netty_adopt_loaded(JNIEnv *env)
{
	static struct found found[NETTY_COPIES * NETTY_KINDS]; /* under the lock, and large for a stack */
	int n = find_loaded(env, found, sizeof found / sizeof *found);
	for (int epoll = 0; epoll < 2; epoll++)
		for (int i = 0; i < n; i++)
			if ((found[i].kind == NETTY_CLASS_epoll_Native) == epoll)
				adopt_found(env, &found[i]);
	for (int i = 0; i < n; i++)
		(*env)->DeleteWeakGlobalRef(env, found[i].cls);
}
