/* One clock for all stamps: nanoseconds on CLOCK_MONOTONIC's scale. Reads the TSC (about 16 ns) where the kernel itself trusts it
 * as its clock source and the CPU says it is invariant; else clock_gettime through the vDSO (about 40 ns).
 *
 * With the TSC, ns = base + (ticks since base) * mult >> 32: no division, no system call. NTP and PTP bend CLOCK_MONOTONIC (by at
 * most 500 ppm) and two milliseconds of calibration are only good to some 25 ppm, so clock_anchor takes a new base and slope from
 * the kernel now and then. It never steps back: a clock found ahead runs slower until the kernel's has caught up. Across a new
 * anchor, or two cores, two stamps can still come out in the wrong order by nanoseconds: subtract with clock_since. */
#ifndef POLLUX_CLOCK_H
#define POLLUX_CLOCK_H
#include <stdbool.h>
#include <stdint.h>

/* Calibrates against CLOCK_MONOTONIC; about 2 ms, once: later calls return at once. Thread-safe. */
void clock_init(void);
/* Now, in ns. Hot path; thread-safe. Before clock_init it reads CLOCK_MONOTONIC. */
uint64_t clock_ns(void);
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
