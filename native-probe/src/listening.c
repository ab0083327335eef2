#include "listening.h"

#include <stdatomic.h>

static _Atomic uint64_t ports[65536 / 64];

void listening_add(uint16_t port)
{
	atomic_fetch_or_explicit(&ports[port / 64], UINT64_C(1) << port % 64, memory_order_relaxed);
}

bool listening_on(uint16_t port)
{
	return atomic_load_explicit(&ports[port / 64], memory_order_relaxed) >> port % 64 & 1;
}

void listening_reset(void)
{
	for (unsigned i = 0; i < sizeof ports / sizeof *ports; i++)
		atomic_store_explicit(&ports[i], 0, memory_order_relaxed);
}
