/* The control plane as natives of a Java class. */
#ifndef POLLUX_PROBE_JNI_H
#define POLLUX_PROBE_JNI_H

#include <jni.h>

/* Binds every function of probe.h to `probe`'s native methods of the same names. JNI_OK, or a negative code with an exception
 * pending: the class is of another version. */
int probe_bind(JNIEnv *env, jclass probe);

#endif
