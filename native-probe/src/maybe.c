/* The maybe-ready ring and its verifying poll. */
#include "maybe.h"

#include "mutate.h"
#include "sys.h"

#include <errno.h>
#include <stdlib.h>

#define BATCH 1024 /* descriptors a poll: 100 us under the lock */

int maybe_open(struct maybe *m)
{
	m->capacity = BATCH;
	m->list = malloc(sizeof *m->list * (BATCH + 1));
	return m->list ? 0 : -ENOMEM;
}

void maybe_close(struct maybe *m)
{
	free(m->list);
	m->list = NULL;
}

/* Takes from the head; *left: how many entries of the ring are still to be looked at. */
static uint32_t take(struct set *s, struct maybe *m, uint32_t limit, uint32_t *left)
{
	uint32_t n = 0;
	for (; *left && n < limit; --*left) {
		struct entry *e = interest_pop(&s->in);
		if (e->fd >= 0 && !(e->flags & (ENTRY_DISABLED | ENTRY_PARKED)) && (!m->unsure || m->unsure(s, e)))
			m->list[n++] = (struct pollfd){ .fd = e->fd, .events = (short)(e->events & 0xffff) };
	}
	return n;
}

static void put_back(struct set *s, const struct maybe *m, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct entry *e = interest_find(&s->in, m->list[i].fd);
		if (e)
			interest_push(&s->in, e);
	}
}

static void count_poll(struct set *s, uint32_t n)
{
	tally(s, SET_syscalls, 1);
	tally(s, SET_scanned_fds, n);
	tally(s, SET_copied_in_bytes, 8ull * n);
	tally(s, SET_copied_out_bytes, 2ull * n);
}

/* What this round has reported already is not reported twice, but stays in the ring: it is ready, and no new edge will say so. A weak
 * entry (sigio) is watched by ppoll itself, level-triggered, and need not stay. */
static int report(struct set *s, const struct maybe *m, uint32_t n, struct epoll_event *out)
{
	int events = 0;
	for (uint32_t i = 0; i < n; i++) {
		struct entry *e = m->verified || m->list[i].revents || MUTATED(HINT_LATE) ? interest_find(&s->in, m->list[i].fd) : NULL;
		if (e && m->verified)
			m->verified(e, (uint16_t)m->list[i].revents);
		if (MUTATED(HINT_LATE) && e && !m->list[i].revents)
			e->round = s->round;
		if (!e || !m->list[i].revents)
			continue;
		if (e->round != s->round) {
			if (!set_report(s, e, (uint16_t)m->list[i].revents, &out[events]))
				continue;
			events++;
		}
		if (!(e->flags & (ENTRY_DISABLED | ENTRY_WEAK)))
			interest_push(&s->in, e);
	}
	return events;
}

/* Asks about n entries, and the source of hints. 0 or -errno. */
static int ask(struct set *s, struct maybe *m, uint32_t n)
{
	m->list[n] = (struct pollfd){ .fd = m->source, .events = POLLIN };
	uint32_t all = n + (m->source > 0);
	int rc = MUTATE(DROP_LATE, poll_unlocked(s, m->list, all), sys_poll_now(m->list, all));
	if (rc < 0)
		return rc;
	count_poll(s, all);
	m->silent = m->source > 0 && !m->list[n].revents;
	return 0;
}

int maybe_verify(struct set *s, struct maybe *m, struct epoll_event *out, int max)
{
	int events = 0;
	m->silent = false;
	uint32_t limit = (uint32_t)max < m->capacity ? (uint32_t)max : m->capacity;
	for (uint32_t left = s->in.maybe_length; events == 0 && left && limit;) {
		uint32_t n = take(s, m, limit, &left);
		if (n == 0)
			continue;
		int rc = ask(s, m, n);
		if (rc < 0) {
			put_back(s, m, n);
			return rc;
		}
		events = report(s, m, n, out);
	}
	return events;
}

int maybe_add(struct set *s, struct maybe *m, struct epoll_event *out, int n, int max)
{
	int verified = maybe_verify(s, m, out + n, max - n);
	return verified < 0 ? (n ? n : verified) : n + verified;
}

bool maybe_now(struct set *s, const struct entry *e)
{
	struct pollfd one = { .fd = e->fd, .events = (short)(e->events & 0xffff) };
	set_count(s, SET_syscalls, 1);
	set_count(s, SET_copied_in_bytes, 8);
	set_count(s, SET_copied_out_bytes, 2);
	set_count(s, SET_scanned_fds, 1);
	return sys_poll_now(&one, 1) > 0;
}
