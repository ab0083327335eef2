/* The hooks of births once more, each followed by telling who opened the descriptor. They are bound in place of the plain ones while
 * somebody wants to know (opened.h), and never else. */
#ifndef POLLUX_HOOK_BIRTHS_H
#define POLLUX_HOOK_BIRTHS_H

#include "opened.h"

#define TELLING(id, type, parameters, arguments, tell) \
	static type JNICALL telling_##id parameters \
	{ \
		type n = hook_##id arguments; \
		if (!(*env)->ExceptionCheck(env)) { \
			tell; \
		} \
		return n; \
	}

#define TELL_FD if (n >= 0) opened(env, n)
#define TELL_CONNECTION if (n > 0) opened(env, fd_of(env, connection))
#define TELL_PIPE opened(env, (int)(n >> 32)); opened(env, (int)(uint32_t)n)

TELLING(sun_nio_ch_Net_socket0, jint, (JNIEnv *env, jclass cls, jboolean ipv6, jboolean stream, jboolean reuse, jboolean fast_loopback),
	(env, cls, ipv6, stream, reuse, fast_loopback), TELL_FD)
TELLING(sun_nio_ch_Net_accept, jint, (JNIEnv *env, jclass cls, jobject listener, jobject connection, jobjectArray peer),
	(env, cls, listener, connection, peer), TELL_CONNECTION)
TELLING(sun_nio_ch_UnixDomainSockets_socket0, jint, (JNIEnv *env, jclass cls), (env, cls), TELL_FD)
TELLING(sun_nio_ch_UnixDomainSockets_accept0, jint, (JNIEnv *env, jclass cls, jobject listener, jobject connection, jobjectArray peer),
	(env, cls, listener, connection, peer), TELL_CONNECTION)
TELLING(sun_nio_ch_IOUtil_makePipe, jlong, (JNIEnv *env, jclass cls, jboolean blocking), (env, cls, blocking), TELL_PIPE)

#define TELLING_ENTRY(id) [HOOK_##id] = (native_function)telling_##id
/* Null: no birth. */
static const native_function telling[HOOKS] = {
	TELLING_ENTRY(sun_nio_ch_Net_socket0),
	TELLING_ENTRY(sun_nio_ch_Net_accept),
	TELLING_ENTRY(sun_nio_ch_UnixDomainSockets_socket0),
	TELLING_ENTRY(sun_nio_ch_UnixDomainSockets_accept0),
	TELLING_ENTRY(sun_nio_ch_IOUtil_makePipe),
};

#endif
