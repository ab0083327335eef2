/* The time stamp counter, where the architecture has one that user space may read. */
#ifndef POLLUX_TSC_H
#define POLLUX_TSC_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <x86intrin.h>

/* Unordered with its neighbours: a stamp is right to some ten cycles, and the system calls that are timed cost a hundred times that. */
static inline uint64_t tsc_read(void)
{
	return __rdtsc();
}

/* Runs at one rate in every power state: CPUID 80000007h, EDX bit 8. */
static inline bool tsc_invariant(void)
{
	unsigned eax, ebx, ecx, edx;
	return __get_cpuid(0x80000007, &eax, &ebx, &ecx, &edx) && (edx >> 8 & 1);
}
#else
/* aarch64 has CNTVCT_EL0, but it ticks at 25 to 100 MHz on many machines: coarser than the vDSO's own use of it is quick. */
static inline uint64_t tsc_read(void)
{
	return 0;
}

static inline bool tsc_invariant(void)
{
	return false;
}
#endif

#endif
