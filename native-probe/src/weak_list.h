/* ppoll's array of the engines that only poll what they must ("weak" entries): sigio for files that do not signal all there is to
 * know, io_uring for a set without a ring.
 *
 *   at[0]       at[1]     at[2] ...             entry.own: its place here, 0 for none; of[place]: its index */
#ifndef POLLUX_WEAK_LIST_H
#define POLLUX_WEAK_LIST_H

#include <poll.h>

#include "set_core.h"

#define WEAK_FIRST 2

struct weak_list {
	struct pollfd *at;
	uint32_t *of;
	uint32_t length, capacity, cursor; /* cursor: where the next look for ready ones begins */
	int64_t timeout_ns; /* of the last sleep */
};

/* 0 or -ENOMEM. */
int weak_open(struct weak_list *w, int wake);
void weak_close(struct weak_list *w);
/* Must ppoll watch the entry as it is now? */
bool is_weak(const struct entry *e);
/* Locked, waiter. Takes the entry (it may be dead) in or out, or its interest anew. 0 or -ENOMEM. */
int weak_set(struct set *s, struct weak_list *w, struct entry *e);
/* Locked, waiter. Entries have other indexes. */
void weak_compacted(struct set *s, struct weak_list *w);
/* Waiter. ppoll(2) over the array: how many are ready, 0: time out, or -errno; -EBADF: somebody closed what is not theirs. */
int weak_sleep(struct weak_list *w, int64_t timeout_ns);
/* Locked, waiter. weak_sleep gave `rc` >= 0 or -errno: counts what it copied and scanned. */
void weak_cost(struct set *s, const struct weak_list *w, int rc);
/* Locked, waiter. Adds the ready ones to n events, round robin, up to max. New n. */
int weak_collect(struct set *s, struct weak_list *w, struct epoll_event *out, int n, int max);

#endif
