/* probe.h for the agent, name for name: bound by RegisterNatives to a class of the agent's own loader, io.pollux.agent.NativeProbe.
 * Inside the application's JVM that is all it takes; JNA, which the command line uses, would map a second library there, and its own
 * JNI_OnLoad is not clean under -Xcheck:jni (JNA 5.17). Cold paths only. */
#include "probe_jni.h"

#include "method_slot.h"
#include "probe.h"

static jint JNICALL version(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_version();
}

static jstring JNICALL name_of_engine(JNIEnv *env, jclass cls, jint index)
{
	(void)cls;
	const char *name = pollux_engine_name(index);
	return name ? (*env)->NewStringUTF(env, name) : NULL;
}

static jint JNICALL index_of_engine(JNIEnv *env, jclass cls, jstring name)
{
	(void)cls;
	const char *text = (*env)->GetStringUTFChars(env, name, NULL);
	if (!text)
		return -1;
	jint index = pollux_engine_index(text);
	(*env)->ReleaseStringUTFChars(env, name, text);
	return index;
}

static jint JNICALL probe_engine(JNIEnv *env, jclass cls, jint index)
{
	(void)env, (void)cls;
	return pollux_engine_probe(index);
}

static jint JNICALL open_ledger(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_open();
}

static jint JNICALL fd_of_ledger(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_ledger_fd();
}

/* Both are NUL-terminated UTF-8: GetStringUTFChars would give Java's own variant of it. */
static jint JNICALL put_meta(JNIEnv *env, jclass cls, jbyteArray name, jbyteArray value)
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

/* Names and reasons of our own: plain ASCII. */
static jint JNICALL put_hook(JNIEnv *env, jclass cls, jstring name, jstring state, jstring why)
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

static jint JNICALL adopt(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_adopt();
}

static jint JNICALL use_engine(JNIEnv *env, jclass cls, jint index)
{
	(void)env, (void)cls;
	return pollux_use_engine(index);
}

static jint JNICALL set_use_engine(JNIEnv *env, jclass cls, jint epfd, jint index)
{
	(void)env, (void)cls;
	return pollux_set_use_engine(epfd, index);
}

static jint JNICALL mark_own_thread(JNIEnv *env, jclass cls, jint own)
{
	(void)env, (void)cls;
	return pollux_own_thread(own);
}

static jint JNICALL use_lazy(JNIEnv *env, jclass cls, jstring names)
{
	(void)cls;
	const char *text = (*env)->GetStringUTFChars(env, names, NULL);
	if (!text)
		return -ENOMEM;
	jint rc = pollux_lazy(text);
	(*env)->ReleaseStringUTFChars(env, names, text);
	return rc;
}

static jstring JNICALL name_of_lazy(JNIEnv *env, jclass cls, jint index)
{
	(void)cls;
	const char *name = pollux_lazy_name(index);
	return name ? (*env)->NewStringUTF(env, name) : NULL;
}

static jint JNICALL use_tap(JNIEnv *env, jclass cls, jint millionths)
{
	(void)env, (void)cls;
	return pollux_tap(millionths);
}

static jint JNICALL open_control(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_control_open();
}

/* Into a buffer of its own: the array may move while the thread sleeps. */
static jint JNICALL read_control(JNIEnv *env, jclass cls, jbyteArray line)
{
	(void)cls;
	char text[4096];
	jint room = (*env)->GetArrayLength(env, line);
	jint n = pollux_control_read(text, room < (jint)sizeof text ? room : (jint)sizeof text);
	if (n > 0)
		(*env)->SetByteArrayRegion(env, line, 0, n, (const jbyte *)text);
	return n;
}

static jint JNICALL stop_control(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_control_stop();
}

static jint JNICALL close_control(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_control_close();
}

static jint JNICALL open_lease(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_lease_open();
}

static jint JNICALL hold_lease(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_lease_hold();
}

static jint JNICALL wait_for_lease(JNIEnv *env, jclass cls, jint timeout_ms)
{
	(void)env, (void)cls;
	return pollux_lease_wait(timeout_ms);
}

static jint JNICALL close_lease(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_lease_close();
}

/* null: no calibration here. */
static jstring JNICALL calibrated(JNIEnv *env, jclass cls)
{
	(void)cls;
	char json[4000];
	return pollux_calibrate(json, sizeof json) < 0 ? NULL : (*env)->NewStringUTF(env, json);
}

static jint JNICALL release(JNIEnv *env, jclass cls, jint timeout_ms)
{
	(void)env, (void)cls;
	return pollux_release(timeout_ms);
}

static jint JNICALL close_ledger(JNIEnv *env, jclass cls)
{
	(void)env, (void)cls;
	return pollux_close();
}

static jstring JNICALL proof(JNIEnv *env, jclass cls)
{
	(void)cls;
	char json[4096];
	return pollux_proof(json, sizeof json) < 0 ? NULL : (*env)->NewStringUTF(env, json);
}

/* ISO C has no cast between object and function pointers; JNI wants one. POSIX (dlsym) says it works. */
#define NATIVE(name, signature, function) { (char *)name, (char *)signature, __extension__ (void *)function }

/* Where this JVM keeps what a native is bound to, learned on two of these: Netty's may be bound already when we come. */
static void learn_slot(JNIEnv *env, jclass probe)
{
	jmethodID methods[] = { (*env)->GetStaticMethodID(env, probe, "pollux_version", "()I"),
				(*env)->GetStaticMethodID(env, probe, "pollux_release", "(I)I") };
	native_function functions[] = { (native_function)version, (native_function)release };
	method_slot_learn(methods, functions, 2);
}

int probe_bind(JNIEnv *env, jclass probe)
{
	static const JNINativeMethod natives[] = {
		NATIVE("pollux_version", "()I", version),
		NATIVE("pollux_engine_name", "(I)Ljava/lang/String;", name_of_engine),
		NATIVE("pollux_engine_index", "(Ljava/lang/String;)I", index_of_engine),
		NATIVE("pollux_engine_probe", "(I)I", probe_engine),
		NATIVE("pollux_open", "()I", open_ledger),
		NATIVE("pollux_ledger_fd", "()I", fd_of_ledger),
		NATIVE("pollux_meta_put", "([B[B)I", put_meta),
		NATIVE("pollux_hook_put", "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)I", put_hook),
		NATIVE("pollux_adopt", "()I", adopt),
		NATIVE("pollux_use_engine", "(I)I", use_engine),
		NATIVE("pollux_set_use_engine", "(II)I", set_use_engine),
		NATIVE("pollux_own_thread", "(I)I", mark_own_thread),
		NATIVE("pollux_lazy", "(Ljava/lang/String;)I", use_lazy),
		NATIVE("pollux_lazy_name", "(I)Ljava/lang/String;", name_of_lazy),
		NATIVE("pollux_tap", "(I)I", use_tap),
		NATIVE("pollux_control_open", "()I", open_control),
		NATIVE("pollux_control_read", "([B)I", read_control),
		NATIVE("pollux_control_stop", "()I", stop_control),
		NATIVE("pollux_control_close", "()I", close_control),
		NATIVE("pollux_lease_open", "()I", open_lease),
		NATIVE("pollux_lease_hold", "()I", hold_lease),
		NATIVE("pollux_lease_wait", "(I)I", wait_for_lease),
		NATIVE("pollux_lease_close", "()I", close_lease),
		NATIVE("pollux_calibrate", "()Ljava/lang/String;", calibrated),
		NATIVE("pollux_release", "(I)I", release),
		NATIVE("pollux_close", "()I", close_ledger),
		NATIVE("pollux_proof", "()Ljava/lang/String;", proof),
	};
	jint rc = (*env)->RegisterNatives(env, probe, natives, sizeof natives / sizeof *natives);
	if (rc == JNI_OK)
		learn_slot(env, probe);
	return rc;
}
