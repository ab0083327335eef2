/* An edge-triggered epoll instance of a set's own, beside the application's: what epoll-et and epoll-lazy wait on. First in their state.
 *
 *   epoll_event.data.u64:  | entry.serial (32) | index (32) |     an edge of a closed and reused number has another serial
 *
 * Inline: each wait passes here. */
#ifndef POLLUX_EDGE_EPOLL_H
#define POLLUX_EDGE_EPOLL_H

#include "maybe.h"
#include "sys.h"

#define EDGE_BATCH 256
#define EDGE_WAKE UINT64_MAX /* data of s->wake */

struct edge_epoll {
	int epfd;
	struct maybe maybe;
	struct epoll_event edges[EDGE_BATCH];
};

/* epoll_ctl(2) there. Locked. 0 or -errno. */
int edge_ctl(struct set *s, int op, int fd, uint32_t events, uint64_t data);
/* Locked, waiter. 0 or -errno, nothing left behind. */
int edge_open(struct set *s);
void edge_close(struct set *s);

static inline uint64_t edge_data(const struct set *s, const struct entry *e)
{
	return (uint64_t)e->serial << 32 | interest_index(&s->in, e);
}

/* The entry of an edge; null for the wake-up and for one that is gone. Its index stays: these engines never compact the list (no
 * `apply`), and a hole has serial 0. */
static inline struct entry *edge_entry(const struct set *s, uint64_t data)
{
	uint32_t index = (uint32_t)data;
	struct entry *e = data != EDGE_WAKE && index < s->in.length ? &s->in.at[index] : NULL;
	return e && e->serial == data >> 32 ? e : NULL;
}

/* Slot `sleep`. */
static inline int edge_sleep(struct set *s, int64_t timeout_ns)
{
	struct edge_epoll *p = s->state;
	return sys_epoll_wait(p->epfd, p->edges, EDGE_BATCH, to_ms(timeout_ns));
}

/* Slot `cost`. */
static inline void edge_cost(struct set *s, int rc)
{
	if (rc > 0) {
		tally(s, SET_copied_out_bytes, (uint64_t)rc * sizeof(struct epoll_event));
		tally(s, SET_scanned_fds, (uint64_t)rc);
	}
}

#endif
