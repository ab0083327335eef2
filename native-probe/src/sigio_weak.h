/* ppoll's array under sigio: the signalfd, the wake-up, and the entries whose files do not signal all there is to know ("weak").
 *
 *   at[0]       at[1]     at[2] ...             entry.own: its place here, 0 for none; of[place]: its index */
#ifndef POLLUX_SIGIO_WEAK_H
#define POLLUX_SIGIO_WEAK_H

#include <poll.h>

#include "set_core.h"

#define WEAK_FIRST 2

struct sigio_weak {
	struct pollfd *at;
	uint32_t *of;
	uint32_t length, capacity, cursor; /* cursor: where the next look for ready ones begins */
};

/* 0 or -ENOMEM. */
int weak_open(struct sigio_weak *w, int wake);
void weak_close(struct sigio_weak *w);
/* Must ppoll watch the entry as it is now? */
bool is_weak(const struct entry *e);
/* Locked, waiter. Takes the entry (it may be dead) in or out, or its interest anew. 0 or -ENOMEM. */
int weak_set(struct set *s, struct sigio_weak *w, struct entry *e);
/* Locked, waiter. Entries have other indexes. */
void weak_compacted(struct set *s, struct sigio_weak *w);
/* Locked, waiter. Adds the ready ones to n events, round robin, up to max. New n. */
int weak_collect(struct set *s, struct sigio_weak *w, struct epoll_event *out, int n, int max);

#endif
