/* Finding Netty and binding its natives, however often it is there and whenever it came. From Java, under the agent's lock: one call at a
 * time; natives are called and bound meanwhile. */
#ifndef POLLUX_NETTY_BIND_H
#define POLLUX_NETTY_BIND_H

#include <jni.h>

/* Binds the natives of every Netty that is loaded, and of every one to come as it binds them itself. Returns how many are bound, or
 * -errno: this JVM offers no events. The ledger is open. */
int netty_install(JNIEnv *env);
/* Binds the originals again, and lets new copies be. Returns how many could not be put back. */
int netty_remove(JNIEnv *env);
/* How many are bound now, and how many the last netty_remove put back. */
int netty_bound(void);
int netty_restored(void);
/* Of those put back, how many the JVM holds bound to anything but the original, as far as it shows that: 0. */
int netty_foreign(void);

#endif
