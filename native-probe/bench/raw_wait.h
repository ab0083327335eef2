/* The bare system calls that each engine is measured against: the loop a careful C program would write for level-triggered readiness,
 * with no interest list, no counting, no locks, no second thread. */
#ifndef POLLUX_RAW_WAIT_H
#define POLLUX_RAW_WAIT_H

struct raw;

struct raw_wait {
	const char *engine;
	/* Registers n descriptors for input. */
	struct raw *(*open)(const int *fds, int n);
	/* Blocks until one is readable and gives it. */
	int (*wait)(struct raw *);
	void (*close)(struct raw *);
};

/* In the order of engines.def. */
extern const struct raw_wait raw_waits[];

#endif
