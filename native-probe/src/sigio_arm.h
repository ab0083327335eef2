/* Arming descriptors to raise signals, and finding the set that armed one. */
#ifndef POLLUX_SIGIO_ARM_H
#define POLLUX_SIGIO_ARM_H

#include "set_core.h"
#include "sigio_owner.h"

/* Locked. Arms the entry's descriptor for `owner` (ENTRY_WATCHED; a nested set has none), or finds that it can't raise what we need (ENTRY_WEAK). */
void sigio_arm(struct set *s, struct entry *e, const struct sigio_owner *owner);
/* Locked. Undoes it, before close(2). */
void sigio_disarm(struct set *s, struct entry *e);
/* Locked. From now on ppoll watches it. */
void sigio_weaken(struct set *s, struct entry *e);
/* Locked. Another owner for an armed descriptor. 0 or -errno: it signals nobody any more. */
int sigio_give(struct set *s, const struct entry *e, const struct sigio_owner *owner);
/* Locked. Switches signals on once more: fcntl(F_SETFL) with stale flags switches them off. 0 or -errno. */
int sigio_rearm(struct set *s, const struct entry *e);
/* The set that armed fd, or null. */
struct set *sigio_armed_by(int fd);

#endif
