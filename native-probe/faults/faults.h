/* Fault injection. In this build alone (make faults) the library's calls of libc and of the kernel go through faults.c: objcopy renames
 * them in its objects, so its sources know nothing of it but for sys.h, whose inline assembly gives way to syscall(3).
 *
 * A site is one place in the library that calls: the return address, so an inlined function is one for each of its callers. */
#ifndef POLLUX_FAULTS_H
#define POLLUX_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

#define SITES 512
#define ERRORS 6

struct fault_site {
	const void *at;
	const char *call;
	int errors[ERRORS + 1]; /* what the call may fail with; 0 ends them */
	_Atomic unsigned calls;
};

struct faults {
	struct fault_site site[SITES];
	_Atomic uint32_t sites;
	_Atomic bool on; /* sites are noted, and fail as planned */
	uint32_t planned;        /* site */
	int error;               /* 0: none fails */
	unsigned first, times;   /* which of its calls */
	_Atomic unsigned failed;
};

/* Shared with processes that are forked from here on. */
extern struct faults *faults;
void faults_open(void);
/* From here on calls at `site` number first, first + 1, ... fail with `error`, so many `times`. error 0: sites are only noted. */
void faults_plan(uint32_t site, int error, unsigned first, unsigned times);
void faults_off(void);

/* Runs `traffic` under an engine with each call that it makes failing in turn, with each of its errors. It ends its faults itself. Returns
 * how many it did not survive, and prints them. */
int faults_each(int engine, void (*traffic)(void));

/* Called after each system call that the library made by number (poll, ppoll, epoll_wait, io_uring_enter ...), with its result. */
extern void (*faults_after)(long number, long result);
/* Called instead of them if it says so: true with the result (as syscall(3) returns it, and errno). */
extern bool (*faults_instead)(long number, const long arguments[6], long *result);

#endif
