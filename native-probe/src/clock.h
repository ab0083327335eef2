/* One clock for all stamps: nanoseconds on CLOCK_MONOTONIC's scale. Reads the TSC (about 16 ns) where the kernel itself trusts it
 * as its clock source and the CPU says it is invariant; else clock_gettime through the vDSO (about 40 ns).
 *
 * With the TSC, ns = base + (ticks since base) * mult >> 32: no division, no system call. NTP and PTP bend CLOCK_MONOTONIC (by at
 * most 500 ppm) and two milliseconds of calibration are only good to some 25 ppm, so clock_anchor takes a new base and slope from
 * the kernel now and then. It never steps back: a clock found ahead runs slower until the kernel's has caught up. Across a new
 * anchor, or two cores, two stamps can still come out in the wrong order by nanoseconds: subtract with clock_since. */
#ifndef POLLUX_CLOCK_H
#define POLLUX_CLOCK_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tsc.h"

/* Where the clock stands and how fast it runs. Anchors are never changed once `clock_current` points to them. They are used in turn
 * and at most one a second, so a reader would have to sleep a minute between two instructions to see one reused. */
struct clock_anchor {
	_Atomic uint64_t ticks, ns;
	_Atomic uint64_t mult; /* ns per tick, times 2^32 */
};

extern struct clock_anchor *_Atomic clock_current; /* null: the TSC is not used */
/* CLOCK_MONOTONIC through the vDSO. */
uint64_t clock_monotonic_ns(void);

static inline uint64_t clock_load(_Atomic uint64_t *value)
{
	return atomic_load_explicit(value, memory_order_relaxed);
}

/* Ticks before the anchor (a core a few cycles behind) count as none. */
static inline uint64_t clock_at(struct clock_anchor *anchor, uint64_t ticks)
{
	uint64_t base = clock_load(&anchor->ticks);
	uint64_t passed = ticks > base ? ticks - base : 0;
	__extension__ typedef unsigned __int128 wide;
	return clock_load(&anchor->ns) + (uint64_t)((wide)passed * clock_load(&anchor->mult) >> 32);
}

/* Calibrates against CLOCK_MONOTONIC; about 2 ms, once: later calls return at once. Thread-safe. */
void clock_init(void);
/* Now, in ns. Hot path; thread-safe. Before clock_init it reads CLOCK_MONOTONIC. */
static inline uint64_t clock_ns(void)
{
	struct clock_anchor *anchor = atomic_load_explicit(&clock_current, memory_order_acquire);
	return __builtin_expect(anchor != NULL, 1) ? clock_at(anchor, tsc_read()) : clock_monotonic_ns();
}
/* "tsc" or "monotonic". */
const char *clock_name(void);
/* Compares with CLOCK_MONOTONIC and takes a new anchor if the last one is older than a second. For cold paths, called as often
 * as they come. Thread-safe; never waits. */
void clock_anchor(void);
/* The same whatever the age of the last anchor; for tests. False when another thread is at it, or there is nothing to anchor. */
bool clock_anchor_now(void);

/* ns from an earlier stamp to a later one, 0 if they stand the other way round. */
static inline uint64_t clock_since(uint64_t start, uint64_t end)
{
	return end > start ? end - start : 0;
}
#endif
