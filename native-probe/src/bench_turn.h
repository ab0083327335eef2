/* One side's turn: everything registered, waits, everything changed, everything taken out, all of it timed. */
#ifndef POLLUX_BENCH_TURN_H
#define POLLUX_BENCH_TURN_H

#include "bench_side.h"

struct turn {
	double wait, add, change, del; /* ns: the median wait; what one descriptor costs */
	int served, error;
	/* The set's counters over the waits that are timed; raw: 0. */
	uint64_t waits, syscalls, scanned_fds, copied_in_bytes, copied_out_bytes;
};

/* What every turn uses. */
struct bench_room {
	const struct bench_plan *plan;
	const struct bench_ends *ends;
	int *order;  /* of ends; the first `active` are chosen */
	int *ready;  /* as many as there are ends */
	double *ns;  /* of each wait */
};

struct turn bench_turn(const struct bench_room *room, const struct side_calls *calls);

#endif
