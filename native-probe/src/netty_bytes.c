#include "netty_bytes.h"

#include <stdbool.h>
#include <sys/uio.h>

/* Looked up each time: an id belongs to one loader's class, and a datagram costs a system call anyway. */
static jfieldID field_of(JNIEnv *env, jobject object, const char *name, const char *type)
{
	jclass cls = (*env)->GetObjectClass(env, object);
	jfieldID field = (*env)->GetFieldID(env, cls, name, type);
	(*env)->DeleteLocalRef(env, cls);
	if (!field)
		(*env)->ExceptionClear(env);
	return field;
}

static jint int_field(JNIEnv *env, jobject object, const char *name)
{
	jfieldID field = field_of(env, object, name, "I");
	return field ? (*env)->GetIntField(env, object, field) : 0;
}

int64_t netty_received_bytes(JNIEnv *env, jobject from)
{
	return int_field(env, from, "receivedAmount");
}

static int64_t vector_bytes(JNIEnv *env, jobject packet, jint length)
{
	jfieldID field = field_of(env, packet, "memoryAddress", "J");
	const struct iovec *vector = field ? (const struct iovec *)(intptr_t)(*env)->GetLongField(env, packet, field) : NULL;
	int64_t bytes = 0;
	for (jint i = 0; vector && i < length; i++)
		bytes += (int64_t)vector[i].iov_len;
	return bytes;
}

int64_t netty_packet_bytes(JNIEnv *env, jobjectArray packets, jint offset, jint n, enum packet_count kind)
{
	int64_t bytes = 0;
	if ((*env)->ExceptionCheck(env))
		return 0;
	for (jint i = 0; i < n; i++) {
		jobject packet = (*env)->GetObjectArrayElement(env, packets, offset + i);
		jint counted = packet ? int_field(env, packet, "count") : 0;
		bytes += kind == PACKET_VECTOR ? vector_bytes(env, packet, counted) : counted;
		(*env)->DeleteLocalRef(env, packet);
	}
	return bytes;
}
