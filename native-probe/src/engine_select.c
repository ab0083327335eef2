/* pselect6(2) by the raw system call on bit sets of our own, sized to the highest descriptor, so numbers past FD_SETSIZE are no
 * different. The kernel's mapping (fs/select.c): read set = IN|HUP|ERR, write set = OUT|ERR, except set = PRI. What exactly is
 * ready it can't tell, so ready descriptors are polled once more, without a time-out.
 * Entries that do not want IN stand in a side epoll: select_side.h. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "select_side.h"
#include "sys.h"

#define SIDE_BATCH 64

/* ---- interest ---- */

static int watch_own(struct select_state *p, int fd)
{
	int rc = fd < 0 ? fd : fd_bits_reserve(&p->bits, fd);
	if (rc < 0)
		return rc;
	fd_bits_set(&p->bits, READ, fd, true);
	fd_bits_trim(&p->bits, fd);
	return 0;
}

static void select_close(struct set *s)
{
	struct select_state *p = s->state;
	own_fd_close(p->side);
	fd_bits_free(&p->bits);
	free(p->ready);
}

static int select_open(struct set *s)
{
	struct select_state *p = s->state;
	p->side = own_fd(epoll_create1(EPOLL_CLOEXEC), PROTO_EPOLL);
	int rc = p->side < 0 ? p->side : fd_bits_reserve(&p->bits, p->side);
	if (rc == 0)
		rc = watch_own(p, s->wake);
	if (rc < 0)
		select_close(s);
	return rc;
}

static int select_watch(struct set *s, struct entry *e, bool fresh)
{
	(void)fresh;
	int rc = side_set(s, e, side_needed(e));
	return rc < 0 ? rc : 1;
}

static bool select_unwatch(struct set *s, struct entry *e)
{
	side_set(s, e, false);
	return true;
}

/* The bits of one descriptor as its entry, if it has one, wants them now. */
static int show(struct set *s, int fd)
{
	struct select_state *p = s->state;
	const struct entry *e = interest_find(&s->in, fd);
	int rc = fd_bits_reserve(&p->bits, fd);
	if (rc < 0)
		return rc;
	for (int k = 0; k < SETS; k++)
		fd_bits_set(&p->bits, k, fd, e && !(e->flags & ENTRY_DISABLED) && (e->events & select_asks[k]));
	fd_bits_trim(&p->bits, fd);
	return 0;
}

/* entry.own: the descriptor shown for this index, + 1. */
static int select_apply(struct set *s, uint32_t index)
{
	struct entry *e = &s->in.at[index];
	int rc = e->own && (int)e->own - 1 != e->fd ? show(s, (int)e->own - 1) : 0;
	if (rc == 0 && e->fd >= 0)
		rc = show(s, e->fd);
	if (rc == 0 && e->fd >= 0 && (e->flags & ENTRY_DISABLED))
		rc = side_set(s, e, false);
	e->own = (uint32_t)(e->fd + 1);
	side_show(s->state);
	return rc;
}

/* ---- wait ---- */

static int select_sleep(struct set *s, int64_t timeout_ns)
{
	struct select_state *p = s->state;
	struct timespec t = { .tv_sec = timeout_ns / 1000000000, .tv_nsec = timeout_ns % 1000000000 };
	uint64_t *sets[SETS];
	fd_bits_copy(&p->bits, sets);
	p->timeout_ns = timeout_ns;
	return sys_call(SYS_pselect6, p->bits.top * BITS, (long)sets[READ], (long)sets[WRITE], (long)sets[EXCEPT], timeout_ns >= 0 ? (long)&t : 0);
}

static void select_cost(struct set *s, int rc)
{
	struct select_state *p = s->state;
	for (int k = 0; k < SETS; k++)
		if (p->bits.passed[k]) {
			tally(s, SET_copied_in_bytes, p->bits.top * sizeof(uint64_t));
			tally(s, SET_copied_out_bytes, rc >= 0 ? p->bits.top * sizeof(uint64_t) : 0);
			tally(s, SET_scanned_fds, rc >= 0 ? p->bits.bits[k] : 0);
		}
	tally(s, SET_copied_in_bytes, sys_timeout_in(p->timeout_ns));
	tally(s, SET_copied_out_bytes, rc >= 0 ? sys_timeout_out(p->timeout_ns) : 0);
}

static int reserve_ready(struct select_state *p, int max)
{
	if (max <= p->ready_capacity)
		return 0;
	struct pollfd *ready = realloc(p->ready, (size_t)max * sizeof *ready);
	if (!ready)
		return -ENOMEM;
	p->ready = ready;
	p->ready_capacity = max;
	return 0;
}

/* Puts one descriptor up for the verifying poll, if its entry still wants something. */
static int candidate(struct set *s, int fd, int n)
{
	struct select_state *p = s->state;
	const struct entry *e = interest_find(&s->in, fd);
	if (!e || (e->flags & (ENTRY_DIRTY | ENTRY_DISABLED)) || e->round == s->round)
		return n;
	p->ready[n] = (struct pollfd){ .fd = fd, .events = (short)(e->events & 0xffff) };
	s->in.at[interest_index(&s->in, e)].round = s->round;
	return n + 1;
}

static int side_candidates(struct set *s, int n, int max)
{
	struct epoll_event events[SIDE_BATCH];
	int room = max - n < SIDE_BATCH ? max - n : SIDE_BATCH;
	int got = side_ask(s, events, room);
	for (int i = 0; i < got; i++)
		n = candidate(s, events[i].data.fd, n);
	return n;
}

/* From the cursor to the end and round to the start, up to max descriptors. */
static int candidates(struct set *s, int max)
{
	struct select_state *p = s->state;
	int n = 0;
	if ((uint32_t)p->cursor / BITS >= p->bits.top)
		p->cursor = 0;
	uint32_t first = (uint32_t)p->cursor / BITS;
	uint64_t before = (1ull << (p->cursor % BITS)) - 1;
	for (uint32_t i = 0; i <= p->bits.top && n < max; i++) {
		uint32_t w = (first + i) % p->bits.top;
		uint64_t word = fd_bits_got(&p->bits, w) & (i == 0 ? ~before : i == p->bits.top ? before : ~0ull);
		for (; word && n < max; word &= word - 1) {
			int fd = (int)w * BITS + __builtin_ctzll(word);
			n = fd == p->side ? side_candidates(s, n, max) : candidate(s, fd, n);
			p->cursor = fd + 1;
		}
	}
	return n;
}

static int select_collect(struct set *s, int rc, struct epoll_event *out, int n, int max)
{
	struct select_state *p = s->state;
	(void)rc;
	if (reserve_ready(p, max) < 0)
		return -ENOMEM;
	int ready = n < max ? candidates(s, max - n) : 0;
	if (ready == 0)
		return n;
	rc = sys_poll_now(p->ready, (unsigned)ready);
	if (rc < 0)
		return rc;
	tally(s, SET_syscalls, 1);
	tally(s, SET_scanned_fds, (uint64_t)ready);
	tally(s, SET_copied_in_bytes, 8ull * (uint64_t)ready);
	tally(s, SET_copied_out_bytes, 2ull * (uint64_t)ready);
	for (int i = 0; i < ready; i++) {
		struct entry *e = interest_find(&s->in, p->ready[i].fd);
		if (e && p->ready[i].revents)
			n += set_report(s, e, (uint16_t)p->ready[i].revents, &out[n]);
	}
	return n;
}

/* EBADF names nobody: poll does. */
static int select_recover(struct set *s, int error)
{
	int gone = 0;
	for (uint32_t i = 0; error == -EBADF && i < s->in.length; i++) {
		struct entry *e = &s->in.at[i];
		struct pollfd one = { .fd = e->fd };
		tally(s, SET_syscalls, e->fd >= 0);
		if (e->fd >= 0 && poll(&one, 1, 0) > 0 && (one.revents & POLLNVAL)) {
			set_expel(s, e);
			gone++;
		}
	}
	return gone || s->in.dirty_length ? 0 : error;
}

const struct engine engine_select = {
	.name = "select",
	.state_bytes = sizeof(struct select_state),
	.open = select_open,
	.close = select_close,
	.watch = select_watch,
	.unwatch = select_unwatch,
	.apply = select_apply,
	.sleep = select_sleep,
	.cost = select_cost,
	.collect = select_collect,
	.recover = select_recover,
};
