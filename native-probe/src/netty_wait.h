/* Netty's waits, served by sets. Under the kernel's epoll they stay Netty's own natives: the same system calls as without Pollux. Any
 * other engine takes over the deadline, too, and leaves the loop's timerfd alone. */
#ifndef POLLUX_NETTY_WAIT_H
#define POLLUX_NETTY_WAIT_H

#include <jni.h>

typedef jint JNICALL netty_wait_ms(JNIEnv *env, jclass cls, jint epfd, jlong address, jint max, jint timeout_ms);
typedef jint JNICALL netty_wait_busy(JNIEnv *env, jclass cls, jint epfd, jlong address, jint max);
typedef jlong JNICALL netty_wait_timer(JNIEnv *env, jclass cls, jint epfd, jlong address, jint max, jint timer, jint sec, jint nsec,
		jlong threshold);

/* Each does what its original does, and returns what that would: a number of events or -errno, never -EINTR; epollWait0 that in the
 * upper 32 bits, and below whether its timerfd is armed for the deadline. */
jint netty_waits_ms(netty_wait_ms *original, JNIEnv *env, jclass cls, jint epfd, jlong address, jint max, jint timeout_ms);
jint netty_waits_busy(netty_wait_busy *original, JNIEnv *env, jclass cls, jint epfd, jlong address, jint max);
jlong netty_waits_timer(netty_wait_timer *original, JNIEnv *env, jclass cls, jint epfd, jlong address, jint max, jint timer, jint sec,
		jint nsec, jlong threshold);

#endif
