/* Which function a native method is bound to, asked of HotSpot's own memory: JNI can bind a native anew but tells nobody what it was
 * bound to, and a library that bound its natives by RegisterNatives exports no names to look up.
 *
 *   jmethodID --> Method*  --> | class Method ... | native function | ...      JDK 17 to 25: Method::native_function_addr()
 *
 * How long a Method is differs by release. It is learned, and the whole picture verified, on natives of our own whose functions we
 * know; where the two do not agree nothing is learned, and nothing is ever read. Memory is read by the kernel, so a wrong guess is
 * an error and not a crash. */
#ifndef POLLUX_METHOD_SLOT_H
#define POLLUX_METHOD_SLOT_H

#include <jni.h>

#include "hook.h"

/* Learns from methods that are known to be bound to these functions. 0, or -ENOTSUP: this JVM is unlike the ones we know. */
int method_slot_learn(const jmethodID *methods, const native_function *functions, int n);
/* The function a native method is bound to; null: unknown. */
native_function method_slot_read(jmethodID method);

#endif
