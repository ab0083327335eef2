/* ppoll(2) over one array, parallel to the interest list, so that an entry's index is its place:
 *
 *   at[0]       at[1]      at[2]      at[3]
 *   s->wake     entry 0    entry 1    hole or fired one-shot: fd -1, which the kernel skips (7 ns)
 *
 * The kernel reads 8 bytes an element and writes back its 2 bytes of revents. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

#include "set_core.h"
#include "sys.h"

#define POLL_BITS 0xffff /* EPOLL* and POLL* agree up to RDHUP; above are epoll's flags */

struct poll_state {
	struct pollfd *at;
	uint32_t length, capacity; /* in use, with the wake-up */
	uint32_t watching;         /* elements with fd >= 0 */
	int64_t timeout_ns;        /* of the last call */
	uint32_t cursor;           /* where the next look for ready ones begins: round robin */
};

static int reserve(struct poll_state *p, uint32_t length)
{
	if (length <= p->capacity)
		return 0;
	uint32_t to = p->capacity ? p->capacity : 32;
	while (to < length)
		to *= 2;
	struct pollfd *at = realloc(p->at, sizeof *at * to);
	if (!at)
		return -ENOMEM;
	p->at = at;
	p->capacity = to;
	return 0;
}

static int poll_open(struct set *s)
{
	struct poll_state *p = s->state;
	int rc = reserve(p, 1);
	if (rc == 0)
		p->at[0] = (struct pollfd){ .fd = s->wake, .events = POLLIN };
	p->length = p->watching = 1;
	return rc;
}

static void poll_close(struct set *s)
{
	free(((struct poll_state *)s->state)->at);
}

static int poll_apply(struct set *s, uint32_t index)
{
	struct poll_state *p = s->state;
	const struct entry *e = &s->in.at[index];
	int rc = reserve(p, index + 2);
	if (rc < 0)
		return rc;
	for (; p->length < index + 2; p->length++)
		p->at[p->length] = (struct pollfd){ .fd = -1 };
	struct pollfd *slot = &p->at[index + 1];
	bool on = e->fd >= 0 && !(e->flags & ENTRY_DISABLED);
	p->watching += (uint32_t)on - (uint32_t)(slot->fd >= 0);
	*slot = (struct pollfd){ .fd = on ? e->fd : -1, .events = (short)(e->events & POLL_BITS) };
	return 0;
}

static void poll_compacted(struct set *s)
{
	struct poll_state *p = s->state;
	p->length = p->watching = 1;
	p->cursor = 0;
}

static int poll_sleep(struct set *s, int64_t timeout_ns)
{
	struct poll_state *p = s->state;
	int n = sys_ppoll(p->at, p->length, timeout_ns);
	p->timeout_ns = timeout_ns;
	return n >= 0 && (p->at[0].revents & POLLNVAL) ? -EBADF : n; /* somebody closed what is not theirs */
}

static void poll_cost(struct set *s, int rc)
{
	struct poll_state *p = s->state;
	tally(s, SET_copied_in_bytes, 8ull * p->length + sys_timeout_in(p->timeout_ns));
	if (rc >= 0) {
		tally(s, SET_copied_out_bytes, 2ull * p->length + sys_timeout_out(p->timeout_ns));
		tally(s, SET_scanned_fds, p->watching);
	}
}

/* `left` elements have revents; entries that changed while we slept are looked at again in the next round. */
static int poll_collect(struct set *s, int left, struct epoll_event *out, int n, int max)
{
	struct poll_state *p = s->state;
	uint32_t members = p->length - 1, i = p->cursor < members ? p->cursor : 0;
	left -= p->at[0].revents != 0;
	for (uint32_t seen = 0; seen < members && left > 0 && n < max; seen++, i = i + 1 < members ? i + 1 : 0) {
		const struct pollfd *slot = &p->at[i + 1];
		if (slot->fd < 0 || !slot->revents)
			continue;
		left--;
		struct entry *e = &s->in.at[i];
		if (e->fd != slot->fd || (e->flags & ENTRY_DIRTY))
			continue;
		n += set_report(s, e, (uint16_t)slot->revents, &out[n]);
		p->cursor = i + 1;
	}
	return n;
}

/* EINVAL: more elements than RLIMIT_NOFILE, holes counted. */
static int poll_recover(struct set *s, int error)
{
	if (error != -EINVAL || s->in.length == s->in.live || s->in.dirty_length)
		return error;
	interest_compact(&s->in);
	poll_compacted(s);
	return 0;
}

const struct engine engine_poll = {
	.name = "poll",
	.state_bytes = sizeof(struct poll_state),
	.open = poll_open,
	.close = poll_close,
	.apply = poll_apply,
	.compacted = poll_compacted,
	.sleep = poll_sleep,
	.cost = poll_cost,
	.collect = poll_collect,
	.recover = poll_recover,
};
