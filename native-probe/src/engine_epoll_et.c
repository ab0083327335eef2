/* Edge-triggered epoll with a private epoll fd: every descriptor is registered once for everything and never modified, so a change of
 * interest costs no epoll_ctl(2). An edge carries the whole state at the moment epoll_wait(2) returns it, so it is reported as it is;
 * what stays ready is found again by the maybe ring.
 *
 *   epoll_event.data.u64:  | entry.serial (32) | index (32) |     an edge of a closed and reused number has another serial */
#include <errno.h>

#include "maybe.h"
#include "sys.h"

#define EVERYTHING (EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP | EPOLLRDNORM | EPOLLRDBAND | EPOLLWRNORM | EPOLLWRBAND | EPOLLET)
#define BATCH 256
#define WAKE UINT64_MAX

struct et_state {
	int epfd;
	struct maybe maybe;
	struct epoll_event edges[BATCH];
};

static int et_ctl(struct set *s, int op, int fd, uint32_t events, uint64_t data)
{
	struct et_state *p = s->state;
	struct epoll_event event = { .events = events, .data.u64 = data };
	int rc = epoll_ctl(p->epfd, op, fd, &event) < 0 ? -errno : 0;
	set_count(s, SET_syscalls, 1);
	if (op != EPOLL_CTL_DEL)
		set_count(s, SET_copied_in_bytes, sizeof event);
	return rc;
}

static void et_close(struct set *s)
{
	struct et_state *p = s->state;
	own_fd_close(p->epfd);
	maybe_close(&p->maybe);
}

static int et_open(struct set *s)
{
	struct et_state *p = s->state;
	p->epfd = own_fd(epoll_create1(EPOLL_CLOEXEC), PROTO_EPOLL);
	int rc = p->epfd < 0 ? p->epfd : et_ctl(s, EPOLL_CTL_ADD, s->wake, EPOLLIN | EPOLLET, WAKE);
	if (rc == 0)
		rc = maybe_open(&p->maybe);
	if (rc < 0)
		et_close(s);
	return rc;
}

static uint64_t et_data(const struct set *s, const struct entry *e)
{
	return (uint64_t)e->serial << 32 | interest_index(&s->in, e);
}

/* The entry of an edge; null for the wake-up and for one that is gone. Its index stays: this engine never compacts the list (no
 * `apply`), and a hole has serial 0. */
static struct entry *et_entry(const struct set *s, uint64_t data)
{
	uint32_t index = (uint32_t)data;
	struct entry *e = data != WAKE && index < s->in.length ? &s->in.at[index] : NULL;
	return e && e->serial == data >> 32 ? e : NULL;
}

/* ADD makes its own first edge when the file is ready; changed interest makes none, so it is polled when somebody sleeps. */
static int et_watch(struct set *s, struct entry *e, bool fresh)
{
	if (fresh) {
		int rc = et_ctl(s, EPOLL_CTL_ADD, e->fd, EVERYTHING, et_data(s, e));
		if (rc < 0)
			return rc;
		e->flags |= ENTRY_WATCHED;
		return 0;
	}
	if (s->asleep && !maybe_now(s, e))
		return 0;
	interest_push(&s->in, e);
	return 1;
}

static bool et_unwatch(struct set *s, struct entry *e)
{
	if (e->flags & ENTRY_WATCHED)
		et_ctl(s, EPOLL_CTL_DEL, e->fd, 0, 0);
	return false; /* epoll pins no file */
}

static int et_ready(struct set *s, struct epoll_event *out, int max)
{
	struct et_state *p = s->state;
	return maybe_verify(s, &p->maybe, out, max);
}

static int et_sleep(struct set *s, int64_t timeout_ns)
{
	struct et_state *p = s->state;
	return sys_epoll_wait(p->epfd, p->edges, BATCH, to_ms(timeout_ns));
}

static void et_cost(struct set *s, int rc)
{
	if (rc > 0) {
		tally(s, SET_copied_out_bytes, (uint64_t)rc * sizeof(struct epoll_event));
		tally(s, SET_scanned_fds, (uint64_t)rc);
	}
}

static int et_collect(struct set *s, int rc, struct epoll_event *out, int n, int max)
{
	struct et_state *p = s->state;
	for (int i = 0; i < rc; i++) {
		struct entry *e = et_entry(s, p->edges[i].data.u64);
		if (!e)
			continue;
		tally(s, SET_hints, 1);
		if (e->flags & ENTRY_DISABLED)
			continue;
		if (e->round == s->round) /* reported by the poll of this round, so it stands in the ring */
			continue;
		bool told = n < max && set_report(s, e, p->edges[i].events, &out[n]);
		bool kept = told ? !(e->flags & ENTRY_DISABLED) : n == max; /* neither: the edge says it is not ready */
		n += told;
		if (kept)
			interest_push(&s->in, e);
	}
	return n;
}

const struct engine engine_epoll_et = {
	.name = "epoll-et",
	.state_bytes = sizeof(struct et_state),
	.open = et_open,
	.close = et_close,
	.watch = et_watch,
	.unwatch = et_unwatch,
	.ready = et_ready,
	.sleep = et_sleep,
	.cost = et_cost,
	.collect = et_collect,
};
