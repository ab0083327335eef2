/* Netty's own natives are bound again, and what the JVM holds then is looked at. */
#include "netty_bind.h"
#include "method_slot.h"
#include "netty_native.h"

/* 1 when the original is bound; 0 too when its class is gone. */
static int restore(JNIEnv *env, struct netty_copy *copy, int id)
{
	char descriptor[256];
	int cls = netty_hooks[id].cls, back = 0;
	jclass owner = (*env)->NewLocalRef(env, copy->classes[cls]);
	netty_descriptor(copy, id, descriptor, sizeof descriptor);
	if (!owner || netty_bind(env, owner, netty_hooks[id].method, descriptor, copy->originals[id])) {
		copy->bound[id] = false;
		back = owner != NULL;
		netty_tell(copy->prefix, cls, netty_hooks[id].method, "removed", "");
	}
	if (owner)
		(*env)->DeleteLocalRef(env, owner);
	return back;
}

static int restore_bound(JNIEnv *env)
{
	int restored = 0;
	for (struct netty_copy *copy = netty_copies; copy < netty_copies + NETTY_COPIES; copy++) {
		atomic_store(&copy->rerouted, false);
		for (int id = 0; id < NETTY_HOOKS; id++)
			if (copy->bound[id])
				restored += restore(env, copy, id);
	}
	return restored;
}

/* The event comes before the JVM has stored what it answers: a native that was bound while we left may still be bound to ours. And the
 * proof: what each is bound to now. */
static int restore_late(JNIEnv *env)
{
	int restored = 0;
	for (struct netty_copy *copy = netty_copies; copy < netty_copies + NETTY_COPIES; copy++) {
		copy->foreign = 0;
		for (int id = 0; copy->used && id < NETTY_HOOKS; id++) {
			jclass owner = copy->methods[id] ? (*env)->NewLocalRef(env, copy->classes[netty_hooks[id].cls]) : NULL;
			native_function now = owner ? method_slot_read(copy->methods[id]) : NULL;
			if (netty_is_stub(now)) {
				copy->bound[id] = true;
				restored += restore(env, copy, id);
				now = method_slot_read(copy->methods[id]);
			}
			copy->foreign += now && now != copy->originals[id];
			if (owner)
				(*env)->DeleteLocalRef(env, owner);
		}
	}
	return restored;
}

int netty_restore_all(JNIEnv *env)
{
	int restored = restore_bound(env);
	return restored + restore_late(env);
}

int netty_bound(void)
{
	int bound = 0;
	for (int i = 0; i < NETTY_COPIES; i++)
		for (int id = 0; id < NETTY_HOOKS; id++)
			bound += netty_copies[i].bound[id];
	return bound;
}

int netty_foreign(void)
{
	int foreign = 0;
	for (struct netty_copy *copy = netty_copies; copy < netty_copies + NETTY_COPIES; copy++)
		foreign += copy->foreign;
	return foreign;
}
