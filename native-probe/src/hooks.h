/* The natives of hooks.def, put in and taken out. */
#ifndef POLLUX_HOOKS_H
#define POLLUX_HOOKS_H

#include <jni.h>
#include <stdbool.h>

/* Rebinds every native of hooks.def that this JDK has, and records each one's fate in the ledger's hook section.
 * Returns how many are bound, or -errno when nothing was touched. From Java, once a time; not thread-safe. */
int hooks_install(JNIEnv *env);
/* Binds the originals again. Returns how many could not be put back: 0 in a sane JVM. */
int hooks_remove(JNIEnv *env);
/* Binds the hooks of births so that they tell who opened the descriptor (opened.h), or as they were. Returns how many. From Java, as
 * install; a thread inside one finishes in the code it began with. */
int hooks_tell_births(JNIEnv *env, bool tell);
/* How many are bound now, and how many were put back, for detach's proof. */
int hooks_bound(void);
int hooks_restored(void);
/* Of those put back, how many lead to anything but the function that the JDK's own library exports under the native's name, or that Netty had bound: 0. */
int hooks_foreign(void);
/* Length of hooks.def: the rows of the ledger's hook section that are taken by it. */
int hooks_count(void);

#endif
