/* One clock for all stamps: nanoseconds on CLOCK_MONOTONIC's scale. Reads the TSC (16 ns) where the kernel itself trusts it
 * as its clock source and the CPU says it is invariant; else clock_gettime through the vDSO (40 ns). */
#ifndef POLLUX_CLOCK_H
#define POLLUX_CLOCK_H
#include <stdint.h>

/* Calibrates against CLOCK_MONOTONIC; about 2 ms, once. */
void clock_init(void);
/* Now, in ns. Hot path; thread-safe after clock_init. */
uint64_t clock_ns(void);
/* "tsc" or "monotonic". */
const char *clock_name(void);
#endif
