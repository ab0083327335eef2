#include "bench_turn.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"
#include "ledger.h"
#include "set.h"

/* The first `active` of the order become others, each set of them as likely as any. */
static void choose(const struct bench_room *room)
{
	for (int i = 0; i < room->plan->active; i++) {
		int other = i + rand() % (room->ends->n - i), was = room->order[i];
		room->order[i] = room->order[other];
		room->order[other] = was;
	}
}

static int write_bytes(const struct bench_room *room)
{
	for (int i = 0; i < room->plan->active; i++)
		if (write(room->ends->from[room->order[i]], "", 1) != 1)
			return -errno;
	return 0;
}

/* One that is reported and has nothing to read was not ready. */
static int read_bytes(const int *ready, int n)
{
	char byte;
	for (int i = 0; i < n; i++)
		if (read(ready[i], &byte, 1) != 1)
			return -EPROTO;
	return 0;
}

/* Chosen descriptors get a byte and are served, by one wait or several. Time inside the waits, or -errno. */
static double serve(const struct bench_room *room, struct side *s)
{
	uint64_t inside = 0;
	choose(room);
	int error = write_bytes(room);
	for (int left = room->plan->active; left > 0 && error == 0;) {
		uint64_t before = clock_ns();
		int n = s->calls->wait(s, room->ready, left, true);
		inside += clock_since(before, clock_ns());
		error = n > 0 ? read_bytes(room->ready, n) : -EPROTO;
		left -= n;
	}
	return error < 0 ? error : (double)inside;
}

static bool enough(const struct bench_plan *plan, int n, uint64_t start)
{
	if (plan->ops > 0)
		return n >= plan->ops;
	return n >= BENCH_MOST || (n >= BENCH_FEWEST && clock_since(start, clock_ns()) > BENCH_TURN_NS);
}

/* Adds sign * what the set's row has. */
static void take_counts(struct turn *t, const struct side *s, uint64_t sign)
{
	if (s->calls != &side_pollux)
		return;
	int row = set_row_of(s->epfd);
	if (row < 0 || atomic_load(&set_rows[row].engine) != (uint32_t)s->engine) {
		t->error = -EIO; /* it fell back */
		return;
	}
	const counter *c = set_rows[row].c;
	t->waits += sign * (c[SET_waits_ready] + c[SET_waits_early]);
	t->syscalls += sign * c[SET_syscalls];
	t->scanned_fds += sign * c[SET_scanned_fds];
	t->copied_in_bytes += sign * c[SET_copied_in_bytes];
	t->copied_out_bytes += sign * c[SET_copied_out_bytes];
}

static void time_waits(struct turn *t, const struct bench_room *room, struct side *s)
{
	int n = 0;
	for (int i = 0; i < BENCH_WARM && t->error == 0; i++)
		t->error = serve(room, s) < 0 ? -EPROTO : 0;
	take_counts(t, s, (uint64_t)-1);
	for (uint64_t start = clock_ns(); t->error == 0 && !enough(room->plan, n, start); n++) {
		room->ns[n] = serve(room, s);
		t->error = room->ns[n] < 0 ? (int)room->ns[n] : 0;
	}
	take_counts(t, s, 1);
	t->served = n * room->plan->active;
	t->wait = n ? median(room->ns, n) : 0;
}

static double look(const struct bench_room *room, struct side *s)
{
	uint64_t before = clock_ns();
	s->calls->wait(s, room->ready, room->ends->n, false);
	return (double)clock_since(before, clock_ns());
}

enum change { ADD, CHANGE, DEL };

/* ns a descriptor. What a change leaves to the next wait is what that wait takes longer than the one after it. */
static double time_changes(const struct bench_room *room, struct side *s, enum change change)
{
	const struct bench_ends *ends = room->ends;
	uint64_t before = clock_ns();
	for (int i = 0; i < ends->n; i++) {
		if (change == ADD)
			s->calls->add(s, ends->to[i], POLLIN);
		else if (change == CHANGE)
			s->calls->change(s, ends->to[i], POLLIN | POLLPRI);
		else
			s->calls->del(s, ends->to[i]);
	}
	double all = (double)clock_since(before, clock_ns());
	double first = look(room, s), second = look(room, s);
	return (all + (first > second ? first - second : 0)) / ends->n;
}

struct turn bench_turn(const struct bench_room *room, const struct side_calls *calls)
{
	struct turn t = { 0 };
	struct side s = { .calls = calls, .engine = room->plan->engine, .limit = room->ends->limit, .epfd = -1 };
	t.error = calls->open(&s);
	if (t.error < 0)
		return t;
	t.add = time_changes(room, &s, ADD);
	time_waits(&t, room, &s);
	look(room, &s);
	t.change = time_changes(room, &s, CHANGE);
	t.del = time_changes(room, &s, DEL);
	calls->close(&s);
	return t;
}
