/* Edge-triggered entries (Netty registers its wake-up and its timer so, and in 4.1 every channel) under an engine of ours. Only epoll can
 * tell an edge that comes while the file is ready already, so they go to an epoll instance beside the set, with exactly what the
 * application asked; the engine watches that one descriptor, level-triggered, like any member:
 *
 *   engine --- members --- level-triggered and one-shot entries
 *                     \-- s->edges (epoll fd, ENTRY_EDGES) --- edge-triggered entries
 *
 * So an edge is the kernel's own edge, once, whichever engine waits. Which entries there are the kernel knows (/proc's fdinfo), and
 * it drops what is closed; `edge_bits` only remembers which numbers may be there, to answer EEXIST as one list would. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "proc_fds.h"
#include "set_core.h"
#include "sys.h"

static int edges_epoll_ctl(struct set *s, int op, int fd, struct epoll_event *event)
{
	int rc = epoll_ctl(s->edges, op, fd, event) < 0 ? -errno : 0;
	set_count(s, SET_syscalls, 1);
	if (op != EPOLL_CTL_DEL)
		set_count(s, SET_copied_in_bytes, sizeof *event);
	return rc;
}

/* ---- which numbers may be there ---- */

static int remember(struct set *s, int fd)
{
	uint32_t words = (uint32_t)fd / 64 + 1;
	if (words > s->edge_words) {
		uint64_t *bits = realloc(s->edge_bits, words * sizeof *bits);
		if (!bits)
			return -ENOMEM;
		memset(bits + s->edge_words, 0, (words - s->edge_words) * sizeof *bits);
		s->edge_bits = bits;
		s->edge_words = words;
	}
	s->edge_bits[fd / 64] |= 1ull << fd % 64;
	return 0;
}

static void drop(struct set *s, int fd)
{
	if ((uint32_t)fd / 64 < s->edge_words)
		s->edge_bits[fd / 64] &= ~(1ull << fd % 64);
}

static bool remembered(const struct set *s, int fd)
{
	return (uint32_t)fd / 64 < s->edge_words && (s->edge_bits[fd / 64] >> fd % 64 & 1);
}

bool edges_have(struct set *s, int fd)
{
	if (s->edges < 0 || !remembered(s, fd))
		return false;
	struct epoll_event none = { .events = EPOLLET };
	int rc = edges_epoll_ctl(s, EPOLL_CTL_ADD, fd, &none);
	if (rc == 0)
		edges_epoll_ctl(s, EPOLL_CTL_DEL, fd, NULL);
	if (rc != -EEXIST)
		drop(s, fd); /* it was closed */
	return rc == -EEXIST;
}

/* ---- the instance ---- */

static void mark(struct set *s, uint8_t on)
{
	int row = s->row;
	if (row >= 0)
		atomic_store_explicit(&set_rows[row].edges, on, memory_order_relaxed);
}

static int edges_open(struct set *s)
{
	int fd = own_fd(epoll_create1(EPOLL_CLOEXEC), PROTO_EPOLL);
	if (fd < 0)
		return fd;
	struct entry *e = fd < FD_LIMIT ? interest_add(&s->in, fd, EPOLLIN, 0) : NULL;
	if (!e) {
		own_fd_close(fd);
		return -ENOMEM;
	}
	e->flags |= ENTRY_EDGES;
	s->edges = fd;
	mark(s, 1);
	int rc = set_announce(s, e, true);
	if (rc < 0)
		edges_close(s);
	return rc;
}

void edges_close(struct set *s)
{
	if (s->edges < 0)
		return;
	set_expel(s, interest_find(&s->in, s->edges));
	own_fd_close(s->edges);
	free(s->edge_bits);
	s->edges = -1;
	s->edge_bits = NULL;
	s->edge_words = 0;
	s->edges_ready = false;
	mark(s, 0);
}

int edges_add(struct set *s, int fd, struct epoll_event *event)
{
	int rc = s->edges < 0 ? edges_open(s) : 0;
	if (rc == 0 && (rc = remember(s, fd)) == 0 && (rc = edges_epoll_ctl(s, EPOLL_CTL_ADD, fd, event)) < 0 && rc != -EEXIST)
		drop(s, fd);
	return rc;
}

int edges_mod(struct set *s, int fd, struct epoll_event *event)
{
	return s->edges < 0 ? -ENOENT : edges_epoll_ctl(s, EPOLL_CTL_MOD, fd, event);
}

int edges_del(struct set *s, int fd)
{
	if (s->edges < 0)
		return -ENOENT;
	drop(s, fd);
	return edges_epoll_ctl(s, EPOLL_CTL_DEL, fd, NULL);
}

int edges_collect(struct set *s, struct epoll_event *out, int n, int max)
{
	if (__builtin_expect(!s->edges_ready, 1) || n == max)
		return n;
	int got = sys_epoll_wait(s->edges, out + n, max - n, 0);
	tally(s, SET_syscalls, 1);
	if (got < 0) /* they are still there: no hint will say so again */
		return n ? n : got;
	s->edges_ready = got == max - n; /* there may be more */
	if (got == 0)
		return n;
	tally(s, SET_scanned_fds, (uint64_t)got);
	tally(s, SET_copied_out_bytes, (uint64_t)got * sizeof *out);
	return n + got;
}

/* ---- between the two ---- */

static int leave_real(const struct proc_member *m, void *arg)
{
	struct set *s = arg;
	epoll_ctl(s->epfd, EPOLL_CTL_DEL, m->fd, NULL);
	set_count(s, SET_syscalls, 1);
	return 0;
}

void edges_unregister(struct set *s)
{
	if (s->edges >= 0)
		proc_each_member(s->edges, leave_real, s);
}

struct handing { struct set *s; int rc; };

static int enter_real(const struct proc_member *m, void *arg)
{
	struct handing *h = arg;
	struct epoll_event event = { .events = m->events, .data.u64 = m->data };
	if (m->ghost)
		return 0;
	set_count_ctl(h->s, 1);
	if (epoll_ctl(h->s->epfd, EPOLL_CTL_ADD, m->fd, &event) < 0 && errno != EEXIST && errno != EBADF)
		h->rc = -errno;
	return 0;
}

int edges_register(struct set *s)
{
	struct handing h = { .s = s };
	int rc = s->edges < 0 ? 0 : proc_each_member(s->edges, enter_real, &h);
	return rc < 0 ? rc : h.rc;
}
