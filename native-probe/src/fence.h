/* A store fence between what announces a change and the change, for readers in another process. ThreadSanitizer of gcc 12 does not
 * know fences (-Wtsan) and sees no other process, so it goes without. */
#ifndef POLLUX_FENCE_H
#define POLLUX_FENCE_H

#include <stdatomic.h>

static inline void fence_release(void)
{
#ifndef __SANITIZE_THREAD__
	atomic_thread_fence(memory_order_release);
#endif
}

#endif
