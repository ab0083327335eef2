/* A set as engine sigio serves it: engine_sigio.c waits, sigio_hints.c knows what signals say. */
#ifndef POLLUX_SIGIO_SET_H
#define POLLUX_SIGIO_SET_H

#include <sys/signalfd.h>

#include "maybe.h"
#include "sigio_owner.h"
#include "weak_list.h"

#define SIGIO_BATCH 64 /* signals a read */

struct sigio_state {
	struct sigio_owner *owner;
	uint32_t overflows; /* of the owner's, scanned for */
	struct weak_list weak;
	struct maybe maybe;
	uint32_t reads, signals; /* of the last sleep */
	int error;               /* of the last read */
	uint32_t mine;           /* the first so many of `info` are of this set, and not yet hints */
	struct signalfd_siginfo info[SIGIO_BATCH];
};

/* Unlocked, waiter. Of the n signals that were read into its state, those of other sets become hints at once; its own stay, `mine`. */
void sigio_route(struct set *waiter, uint32_t n);
/* Locked, waiter. And those become hints. */
void sigio_hint(struct set *s);

#endif
