/* probe.h for the agent, name for name: bound by RegisterNatives to a class of the agent's own loader, io.pollux.agent.NativeProbe.
 * Inside the application's JVM that is all it takes; JNA, which the command line uses, would map a second library there, and its own
 * JNI_OnLoad is not clean under -Xcheck:jni (JNA 5.17). Cold paths only. */
#include "probe_jni.h"

#include "method_slot.h"
#include "probe.h"

/* Most take and give nothing but int. */
#define FROM_NOTHING(name) \
	static jint JNICALL jni_##name(JNIEnv *env, jclass cls) { (void)env, (void)cls; return pollux_##name(); }
#define FROM_INT(name) \
	static jint JNICALL jni_##name(JNIEnv *env, jclass cls, jint value) { (void)env, (void)cls; return pollux_##name(value); }

FROM_NOTHING(version)
FROM_NOTHING(open)
FROM_NOTHING(ledger_fd)
FROM_NOTHING(adopt)
FROM_NOTHING(control_open)
FROM_NOTHING(control_stop)
FROM_NOTHING(control_close)
FROM_NOTHING(lease_open)
FROM_NOTHING(lease_hold)
FROM_NOTHING(lease_close)
FROM_NOTHING(close)

FROM_INT(engine_probe)
FROM_INT(use_engine)
FROM_INT(own_thread)
FROM_INT(tap)
FROM_INT(lease_wait)
FROM_INT(release)

static jint JNICALL jni_set_use_engine(JNIEnv *env, jclass cls, jint epfd, jint index)
{
	(void)env, (void)cls;
	return pollux_set_use_engine(epfd, index);
}

/* ---- text that is given: names and reasons of our own, plain ASCII, but for the facts ---- */

static jint with_text(JNIEnv *env, jstring string, int (*function)(const char *))
{
	const char *text = (*env)->GetStringUTFChars(env, string, NULL);
	if (!text)
		return -ENOMEM;
	jint rc = function(text);
	(*env)->ReleaseStringUTFChars(env, string, text);
	return rc;
}

static jint JNICALL jni_engine_index(JNIEnv *env, jclass cls, jstring name)
{
	(void)cls;
	return with_text(env, name, pollux_engine_index);
}

static jint JNICALL jni_lazy(JNIEnv *env, jclass cls, jstring names)
{
	(void)cls;
	return with_text(env, names, pollux_lazy);
}

static jint JNICALL jni_hook_put(JNIEnv *env, jclass cls, jstring name, jstring state, jstring why)
{
	(void)cls;
	jstring strings[] = { name, state, why };
	const char *text[3] = { 0 };
	int got = 0;
	while (got < 3 && (text[got] = (*env)->GetStringUTFChars(env, strings[got], NULL)))
		got++;
	jint rc = got == 3 ? pollux_hook_put(text[0], text[1], text[2]) : -1;
	while (got-- > 0)
		(*env)->ReleaseStringUTFChars(env, strings[got], text[got]);
	return rc;
}

/* A fact, both NUL-terminated UTF-8: GetStringUTFChars would give Java's own variant of it. */
static jint JNICALL jni_meta_put(JNIEnv *env, jclass cls, jbyteArray name, jbyteArray value)
{
	(void)cls;
	jint rc = -1;
	jbyte *n = (*env)->GetByteArrayElements(env, name, NULL);
	jbyte *v = n ? (*env)->GetByteArrayElements(env, value, NULL) : NULL;
	if (v)
		rc = pollux_meta_put((const char *)n, (const char *)v);
	if (v)
		(*env)->ReleaseByteArrayElements(env, value, v, JNI_ABORT);
	if (n)
		(*env)->ReleaseByteArrayElements(env, name, n, JNI_ABORT);
	return rc;
}

/* ---- text that is taken; null: there is none ---- */

static jstring string_of(JNIEnv *env, const char *text)
{
	return text ? (*env)->NewStringUTF(env, text) : NULL;
}

static jstring JNICALL jni_engine_name(JNIEnv *env, jclass cls, jint index)
{
	(void)cls;
	return string_of(env, pollux_engine_name(index));
}

static jstring JNICALL jni_lazy_name(JNIEnv *env, jclass cls, jint index)
{
	(void)cls;
	return string_of(env, pollux_lazy_name(index));
}

static jstring JNICALL jni_calibrate(JNIEnv *env, jclass cls)
{
	(void)cls;
	char json[4000];
	return string_of(env, pollux_calibrate(json, sizeof json) < 0 ? NULL : json);
}

static jstring JNICALL jni_proof(JNIEnv *env, jclass cls)
{
	(void)cls;
	char json[4096];
	return string_of(env, pollux_proof(json, sizeof json) < 0 ? NULL : json);
}

/* Into a buffer of its own: the array may move while the thread sleeps. */
static jint JNICALL jni_control_read(JNIEnv *env, jclass cls, jbyteArray line)
{
	(void)cls;
	char text[4096];
	jint room = (*env)->GetArrayLength(env, line);
	jint n = pollux_control_read(text, room < (jint)sizeof text ? room : (jint)sizeof text);
	if (n > 0)
		(*env)->SetByteArrayRegion(env, line, 0, n, (const jbyte *)text);
	return n;
}

/* ISO C has no cast between object and function pointers; JNI wants one. POSIX (dlsym) says it works. */
#define NATIVE(name, signature) { (char *)"pollux_" #name, (char *)signature, __extension__ (void *)jni_##name }

/* Where this JVM keeps what a native is bound to, learned on two of these: Netty's may be bound already when we come. */
static void learn_slot(JNIEnv *env, jclass probe)
{
	jmethodID methods[] = { (*env)->GetStaticMethodID(env, probe, "pollux_version", "()I"),
				(*env)->GetStaticMethodID(env, probe, "pollux_release", "(I)I") };
	native_function functions[] = { (native_function)jni_version, (native_function)jni_release };
	method_slot_learn(methods, functions, 2);
}

int probe_bind(JNIEnv *env, jclass probe)
{
	static const JNINativeMethod natives[] = {
		NATIVE(version, "()I"),
		NATIVE(engine_name, "(I)Ljava/lang/String;"),
		NATIVE(engine_index, "(Ljava/lang/String;)I"),
		NATIVE(engine_probe, "(I)I"),
		NATIVE(open, "()I"),
		NATIVE(ledger_fd, "()I"),
		NATIVE(meta_put, "([B[B)I"),
		NATIVE(hook_put, "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)I"),
		NATIVE(adopt, "()I"),
		NATIVE(use_engine, "(I)I"),
		NATIVE(set_use_engine, "(II)I"),
		NATIVE(own_thread, "(I)I"),
		NATIVE(lazy, "(Ljava/lang/String;)I"),
		NATIVE(lazy_name, "(I)Ljava/lang/String;"),
		NATIVE(tap, "(I)I"),
		NATIVE(control_open, "()I"),
		NATIVE(control_read, "([B)I"),
		NATIVE(control_stop, "()I"),
		NATIVE(control_close, "()I"),
		NATIVE(lease_open, "()I"),
		NATIVE(lease_hold, "()I"),
		NATIVE(lease_wait, "(I)I"),
		NATIVE(lease_close, "()I"),
		NATIVE(calibrate, "()Ljava/lang/String;"),
		NATIVE(release, "(I)I"),
		NATIVE(close, "()I"),
		NATIVE(proof, "()Ljava/lang/String;"),
	};
	jint rc = (*env)->RegisterNatives(env, probe, natives, sizeof natives / sizeof *natives);
	if (rc == JNI_OK)
		learn_slot(env, probe);
	return rc;
}
