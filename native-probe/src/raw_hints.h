/* Descriptors that something was heard of, and the one poll(2) that tells which of them are ready: how a bare loop makes level-triggered
 * readiness of edges, signals and completions. One found ready stays, for it may be ready still the next time; one found idle leaves. */
#ifndef POLLUX_RAW_HINTS_H
#define POLLUX_RAW_HINTS_H

#include <poll.h>
#include <stdbool.h>

struct raw_hints {
	struct pollfd *at;
	int n, limit;
	short *events; /* by descriptor: what it is registered for, 0: nothing */
	bool *listed;  /* by descriptor: it is in `at` */
};

/* False: no memory. */
bool raw_hints_open(struct raw_hints *h, int limit);
void raw_hints_close(struct raw_hints *h);
/* Something may have happened to fd; once is enough, and of one that is not registered nobody wants to know. */
void raw_hint(struct raw_hints *h, int fd);
/* Which are ready: at most max, written to `ready`. No system call where there is none. */
int raw_hints_verify(struct raw_hints *h, int *ready, int max);

#endif
