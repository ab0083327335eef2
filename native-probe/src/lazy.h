/* Which system calls engine `epoll-lazy` leaves out. Each has its switch; the proof that nobody can tell stands where it is done. */
#ifndef POLLUX_LAZY_H
#define POLLUX_LAZY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum lazy {
#define LAZY(id, bit, name, help) LAZY_##id = 1 << (bit),
#include "lazy.def"
#undef LAZY
	LAZY_ALL = 0
#define LAZY(id, bit, name, help) | 1 << (bit)
#include "lazy.def"
#undef LAZY
};

/* Those that are left out: a sum of enum lazy. LAZY_ALL, until somebody asks otherwise. */
extern _Atomic uint32_t lazy_left_out;
/* Sets that the engine serves: what hooks look at first, so that they cost one load where there is none. */
extern _Atomic uint32_t lazy_sets;

/* "off", or names joined by '+'; "on" is one of them, for all. 0, or -EINVAL: nothing has changed. */
int lazy_use(const char *names);
/* In the order of lazy.def; null past the end. */
const char *lazy_name(int index);

static inline bool lazy_on(enum lazy what)
{
	return (atomic_load_explicit(&lazy_left_out, memory_order_relaxed) & what) != 0;
}

#endif
