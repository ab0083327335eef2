/* What `pollux bench` measures: the time of one wait among n descriptors of which a few are ready, by an engine of Pollux's and by a bare C loop on
 * the same system call (raw_wait.h), in turns, so that a busy machine disturbs both alike. Runs in a child process of the command line's. */
#ifndef POLLUX_BENCH_H
#define POLLUX_BENCH_H

#include <stdbool.h>
#include <stdint.h>

#include "median.h"
#include "text.h"

/* What is waited for. */
enum bench_kind { BENCH_PIPE, BENCH_UNIX, BENCH_TCP, BENCH_KINDS };

struct bench_plan {
	int engine;        /* of engines.def */
	enum bench_kind kind;
	int fds, active;   /* so many are waited for; of them, chosen at random, so many get a byte each before each wait */
	int ops, rounds;   /* waits in a turn, 0: as many as take BENCH_TURN_NS; turns of each side */
};

#define BENCH_TURN_NS 20000000
#define BENCH_MOST 1000   /* waits of a turn where `ops` is 0 */
#define BENCH_FEWEST 31
#define BENCH_WARM 5      /* before they count: caches fill, and what was registered is looked at */
#define BENCH_SECONDS 600 /* a cell that takes longer is given up */

/* One side's costs, in ns: until all that is ready has been served; and of registering a descriptor, of changing its events and of taking it out,
 * with what of it is put off to the next wait. */
struct bench_side {
	struct quartiles wait, add, change, del;
};

struct bench_cell {
	int fds;           /* fewer than planned: RLIMIT_NOFILE, or TCP ports, left room for no more */
	int open_limit;    /* RLIMIT_NOFILE's hard limit */
	bool bare;         /* there is a C loop beside this engine: `raw` and `ratio` are something */
	struct bench_side raw, pollux;
	struct quartiles ratio;    /* of the turns' median waits, Pollux to raw */
	/* Pollux's counters over `waits` waits, which served `served` ready descriptors. */
	uint64_t served, waits, syscalls, scanned_fds, copied_in_bytes, copied_out_bytes;
};

/* Measures in the calling process, which should have one thread and no ledger yet. Raises RLIMIT_NOFILE. 0 or -errno: -ENODEV when this kernel refuses
 * the engine, -EINVAL for a plan that is none, -EPROTO when a descriptor was reported that is not ready. */
int bench_measure(const struct bench_plan *plan, struct bench_cell *cell);
/* The same in a child. Length of the JSON text, or -errno as child_run has them. Thread-safe.
 *   {"fds":…,"open_limit":…,"raw":{"wait_ns":[low,middle,high],"add_ns":[…],"change_ns":[…],"del_ns":[…]},"pollux":{…},"ratio":[…],
 *    "served":…,"waits":…,"syscalls":…,"scanned_fds":…,"copied_in_bytes":…,"copied_out_bytes":…}   or {"error":errno}
 * raw and ratio are null where there is no bare loop. */
int bench_cell_json(const struct bench_plan *plan, char *json, int bytes);

/* ---- between the files of this ---- */

/* Pairs of connected descriptors: what is written to from[i] can be read from to[i]. */
struct bench_ends {
	int n, *from, *to;
	int limit; /* above every number, with room for what a loop opens itself */
};

/* Opens at most n pairs, non-blocking. 0 or -errno: fewer than n are no error, none are. */
int bench_ends_open(struct bench_ends *ends, enum bench_kind kind, int n);
void bench_ends_close(struct bench_ends *ends);

#endif
