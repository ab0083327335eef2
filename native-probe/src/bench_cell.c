#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench.h"
#include "bench_turn.h"
#include "clock.h"
#include "ledger.h"
#include "set.h"

#define MOST_ROUNDS 101
#define MOST_OPS 100000

/* Turns of one side. */
struct turns {
	int n;
	double wait[MOST_ROUNDS], add[MOST_ROUNDS], change[MOST_ROUNDS], del[MOST_ROUNDS];
};

static void keep(struct turns *all, const struct turn *t)
{
	int i = all->n++;
	all->wait[i] = t->wait;
	all->add[i] = t->add;
	all->change[i] = t->change;
	all->del[i] = t->del;
}

static struct bench_side side_of(struct turns *t)
{
	return (struct bench_side){ quartiles(t->wait, t->n), quartiles(t->add, t->n), quartiles(t->change, t->n), quartiles(t->del, t->n) };
}

static void keep_counts(struct bench_cell *cell, const struct turn *t)
{
	cell->served += (uint64_t)t->served;
	cell->waits += t->waits;
	cell->syscalls += t->syscalls;
	cell->scanned_fds += t->scanned_fds;
	cell->copied_in_bytes += t->copied_in_bytes;
	cell->copied_out_bytes += t->copied_out_bytes;
}

/* Raw and Pollux in turns. 0 or -errno. */
static int rounds(const struct bench_room *room, struct bench_cell *cell)
{
	static struct turns raw, pollux;
	double ratio[MOST_ROUNDS];
	int n = room->plan->rounds;
	raw.n = pollux.n = 0;
	for (int i = 0; i < n; i++) {
		struct turn bare = cell->bare ? bench_turn(room, &side_raw) : (struct turn){ .wait = 1 };
		struct turn ours = bench_turn(room, &side_pollux);
		if (bare.error < 0 || ours.error < 0)
			return bare.error < 0 ? bare.error : ours.error;
		keep(&raw, &bare);
		keep(&pollux, &ours);
		keep_counts(cell, &ours);
		ratio[i] = bare.wait > 0 ? ours.wait / bare.wait : 0;
	}
	cell->raw = side_of(&raw);
	cell->pollux = side_of(&pollux);
	cell->ratio = quartiles(ratio, n);
	return 0;
}

static int open_limit(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return 0;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	return limit.rlim_max > 1 << 30 ? 1 << 30 : (int)limit.rlim_max;
}

static bool is_plan(const struct bench_plan *p)
{
	return p->engine >= 0 && p->engine < (int)engine_count() && p->kind < BENCH_KINDS && p->active > 0 && p->fds >= p->active &&
	       p->ops >= 0 && p->ops <= MOST_OPS && p->rounds > 0 && p->rounds <= MOST_ROUNDS;
}

static int measure(const struct bench_plan *plan, const struct bench_ends *ends, struct bench_cell *cell)
{
	size_t n = (size_t)ends->n, ops = plan->ops > 0 ? (size_t)plan->ops : BENCH_MOST;
	struct bench_room room = { plan, ends, calloc(n, sizeof(int)), calloc(n, sizeof(int)), calloc(ops, sizeof(double)) };
	for (int i = 0; room.order && i < ends->n; i++)
		room.order[i] = i;
	int rc = room.order && room.ready && room.ns ? rounds(&room, cell) : -ENOMEM;
	free(room.order);
	free(room.ready);
	free(room.ns);
	return rc;
}

int bench_measure(const struct bench_plan *plan, struct bench_cell *cell)
{
	struct bench_ends ends;
	if (!is_plan(plan))
		return -EINVAL;
	memset(cell, 0, sizeof *cell);
	clock_init();
	int rc = ledger ? 0 : ledger_open();
	if (rc < 0 || (rc = engine_probe((uint32_t)plan->engine)) < 0)
		return rc;
	cell->open_limit = open_limit();
	cell->bare = raw_wait_of(engine_name((uint32_t)plan->engine)) != NULL;
	rc = bench_ends_open(&ends, plan->kind, plan->fds);
	if (rc < 0)
		return rc;
	cell->fds = ends.n;
	rc = ends.n < plan->active ? -EMFILE : measure(plan, &ends, cell);
	bench_ends_close(&ends);
	return rc;
}
