/* Netty binds its natives itself, by RegisterNatives in the JNI_OnLoad of a library that it unpacks when its classes are initialised.
 * JVMTI's event NativeMethodBind comes in the middle of that, names the function and lets us put ours in its place: the class, the
 * loader and the original are all at hand, and no class is loaded, initialised or rewritten for it.
 * netty_adopt.c finds what was bound before we came, netty_restore.c puts the originals back.
 *
 * Netty's io_uring transport (4.2) is recognised and left alone: its waits, reads and writes pass through rings in shared memory. */
#include "netty_bind.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

#include "netty_native.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool active;
static int restored;

static native_function take_bound(JNIEnv *env, struct netty_native *n, void *address)
{
	native_function original, ours = NULL;
	memcpy(&original, &address, sizeof original);
	pthread_mutex_lock(&lock);
	if (active && n->cls >= NETTY_RINGS)
		netty_tell(n->prefix, n->cls, "", "stood_down", NETTY_RINGS_WHY);
	else if (active && netty_describe(n)) {
		ours = netty_replacement(env, n, original);
		netty_undescribe(n);
	}
	pthread_mutex_unlock(&lock);
	return ours;
}

/* For every native method that the JVM binds, whosever. On the thread that loads the library. */
static void JNICALL on_bind(jvmtiEnv *jvmti, JNIEnv *env, jthread thread, jmethodID method, void *address, void **bound)
{
	(void)thread;
	char prefix[96], *signature = NULL;
	struct netty_native n = { .method = method, .prefix = prefix };
	native_function function;
	memcpy(&function, &address, sizeof function);
	/* The reference to the class goes with the event's frame. */
	if (!env || (*jvmti)->GetMethodDeclaringClass(jvmti, method, &n.owner) != JVMTI_ERROR_NONE)
		return;
	if ((*jvmti)->GetClassSignature(jvmti, n.owner, &signature, NULL) == JVMTI_ERROR_NONE) {
		n.cls = netty_class_of(signature, prefix, sizeof prefix);
		if (n.cls >= 0 && !netty_is_stub(function) && (function = take_bound(env, &n, address)))
			memcpy(bound, &function, sizeof function);
		(*jvmti)->Deallocate(jvmti, (unsigned char *)signature);
	}
}

static int open_events(JNIEnv *env)
{
	JavaVM *vm;
	void *jvmti;
	if ((*env)->GetJavaVM(env, &vm) != JNI_OK || (*vm)->GetEnv(vm, &jvmti, JVMTI_VERSION_1_2) != JNI_OK)
		return -ENOTSUP;
	jvmtiCapabilities wanted = { .can_generate_native_method_bind_events = 1 };
	jvmtiEventCallbacks callbacks = { .NativeMethodBind = on_bind };
	netty_events = jvmti;
	if ((*netty_events)->AddCapabilities(netty_events, &wanted) == JVMTI_ERROR_NONE &&
	    (*netty_events)->SetEventCallbacks(netty_events, &callbacks, sizeof callbacks) == JVMTI_ERROR_NONE &&
	    (*netty_events)->SetEventNotificationMode(netty_events, JVMTI_ENABLE, JVMTI_EVENT_NATIVE_METHOD_BIND, NULL) == JVMTI_ERROR_NONE)
		return 0;
	(*netty_events)->DisposeEnvironment(netty_events);
	netty_events = NULL;
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
	netty_adopt_loaded(env);
	pthread_mutex_unlock(&lock);
	return netty_bound();
}

int netty_remove(JNIEnv *env)
{
	if (!netty_events)
		return 0;
	(*netty_events)->SetEventNotificationMode(netty_events, JVMTI_DISABLE, JVMTI_EVENT_NATIVE_METHOD_BIND, NULL);
	pthread_mutex_lock(&lock);
	active = false;
	restored = netty_restore_all(env);
	pthread_mutex_unlock(&lock);
	(*netty_events)->DisposeEnvironment(netty_events);
	netty_events = NULL;
	return netty_bound();
}

int netty_restored(void)
{
	return restored;
}
