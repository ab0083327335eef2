/* The natives of the bridge class, sun.nio.ch.PolluxBridge: the one way to reach JNI from a class of the boot loader. */
#include "hand_back.h"
#include "hooks.h"
#include "opened.h"
#include "probe_jni.h"

/* Returns how many natives are bound, or -errno. */
JNIEXPORT jint JNICALL Java_sun_nio_ch_PolluxBridge_install0(JNIEnv *env, jclass cls)
{
	(void)cls;
	return hooks_install(env);
}

/* Returns how many natives could not be put back. */
JNIEXPORT jint JNICALL Java_sun_nio_ch_PolluxBridge_remove0(JNIEnv *env, jclass cls)
{
	(void)cls;
	sets_hand_back();
	return hooks_remove(env);
}

/* Tells births to the class; null: to nobody any more. Returns how many natives tell, or -errno. */
JNIEXPORT jint JNICALL Java_sun_nio_ch_PolluxBridge_tellBirths0(JNIEnv *env, jclass cls, jclass recorder)
{
	(void)cls;
	if (!recorder)
		hooks_tell_births(env, false);
	int rc = opened_tell_to(env, recorder);
	return rc < 0 || !recorder ? rc : hooks_tell_births(env, true);
}

/* Binds the control plane to the agent's class. An exception is pending when the class is of another version. */
JNIEXPORT void JNICALL Java_sun_nio_ch_PolluxBridge_bind0(JNIEnv *env, jclass cls, jclass probe)
{
	(void)cls;
	probe_bind(env, probe);
}
