/* Which entries are armed in a set's ring, by multishot poll requests.
 *
 *   entry.own --> arming + 1                 0: not armed
 *   user_data = | generation (32) | arming (32) |        a completion of an arming that is gone has another generation
 *
 * An armed poll pins its file, so it must be cancelled before the last close: the peer would see no end of the stream. */
#ifndef POLLUX_URING_ARM_H
#define POLLUX_URING_ARM_H

#include "maybe.h"
#include "uring.h"
#include "uring_pin.h"
#include "weak_list.h"

struct arming {
	uint32_t generation;
	uint32_t index; /* of the entry; while free: the next free one + 1 */
	uint32_t mask;  /* what is polled for */
};

struct uring_state {
	struct uring ring;
	struct uring_pin pin;
	int32_t owner;     /* thread id */
	uint32_t moved_at, moves; /* s->round of the last change of owner; changes in quick succession */
	bool shared;       /* no ring: ppoll watches every entry, see engine_io_uring.c */
	bool doomed;       /* the ring goes when the waiter is back from its call */
	bool again;        /* something terminated: arm it before anyone sleeps */
	int64_t timeout_ns; /* of the last sleep */
	int error;         /* of an arming, not reported yet */
	uint32_t recovered_at; /* s->round */
	uint32_t completions; /* of the last look */
	struct arming *armings;
	uint32_t length, capacity, free; /* free: head of the list, + 1 */
	struct maybe maybe;
	struct weak_list weak;
};

/* All locked. "Owner": on the thread that owns the ring, outside its waits. */

/* Makes the ring, owned by the calling thread, and arms every entry. 0 or -errno. */
int arms_open(struct set *s);
/* Any thread, but none in a call on the ring. Nothing is armed afterwards. */
void arms_close(struct set *s);
/* Owner. Arms an entry for what it wants; what it has may do. 0 or -errno. */
int arms_arm(struct set *s, struct entry *e);
/* Is the entry armed for all it wants? Any thread. */
bool arms_cover(const struct set *s, const struct entry *e);
/* Owner. Cancels what stands behind entry.own; the entry may be dead. 0 or -errno. */
int arms_disarm(struct set *s, struct entry *e);
/* Owner. Hands requests over. 0 or -errno. */
int arms_submit(struct set *s);
/* Owner. Takes every completion: hints go to the maybe ring, what terminated is dirty. */
void arms_harvest(struct set *s);
/* Entries have other indexes. */
void arms_compacted(struct set *s);

#endif
