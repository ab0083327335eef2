/* Who opened a descriptor: each birth is told to a class of the agent's, on the thread that opened it, so that it can look at the Java
 * stack (option stacks=on). Off, nothing of this is on any path: the births' hooks are bound without it (hook_births.h). */
#ifndef POLLUX_OPENED_H
#define POLLUX_OPENED_H

#include <jni.h>

/* From now on births are told to recorder's static method opened(int fd, long conn), which must neither block nor throw.
 * null: to nobody; then waits, some seconds at most, until no thread is inside that method. From Java, one caller at a time.
 * Returns 0, -ENOSYS when the class has no such method, or -EBUSY when a thread did not come out: then the class can never unload. */
int opened_tell_to(JNIEnv *env, jclass recorder);

/* A descriptor was opened; from inside its hook, with no exception pending, and none after. Pollux's own are not told. */
void opened(JNIEnv *env, int fd);

#endif
