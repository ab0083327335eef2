/* How often a set went back to the kernel's epoll against its wish, by reason. */
#include "fallback.h"

#include <stddef.h>

#include "set_core.h"

static _Atomic uint64_t counts[FALLBACKS];

static const char *const reasons[FALLBACKS] = {
	[FALLBACK_edge_triggered] = "edge_triggered",
	[FALLBACK_busy] = "busy",
	[FALLBACK_proc] = "proc",
	[FALLBACK_open] = "open",
	[FALLBACK_watch] = "watch",
	[FALLBACK_wait] = "wait",
	[FALLBACK_memory] = "memory",
};

void fallback_add(enum fallback reason)
{
	atomic_fetch_add_explicit(&counts[reason], 1, memory_order_relaxed);
}

const char *fallback_reason(int index)
{
	return index >= 0 && index < FALLBACKS ? reasons[index] : NULL;
}

uint64_t fallback_count(int index)
{
	return index >= 0 && index < FALLBACKS ? atomic_load_explicit(&counts[index], memory_order_relaxed) : 0;
}
