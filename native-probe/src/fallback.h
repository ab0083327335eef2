/* How often an engine could not serve a set, by reason, for the agent to show. */
#ifndef POLLUX_FALLBACK_H
#define POLLUX_FALLBACK_H

#include <stdint.h>

/* edge_triggered: the application wants EPOLLET or EPOLLEXCLUSIVE; busy: a thread did not come out of epoll_wait; proc: /proc's fdinfo
 * can't be read; open, watch, wait: the engine's own system calls failed there; memory: or the kernel's watches are used up.
 * Null past the end. */
const char *fallback_reason(int index);
/* Sets put back for it since the start. Thread-safe. */
uint64_t fallback_count(int index);

#endif
