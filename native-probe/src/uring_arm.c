#include "uring_arm.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "mutate.h"

#define REQUESTS 64
#define COMPLETIONS 1024 /* more at a time end multishot polls, which are then armed anew */
#define WAKE UINT64_MAX
#define NOBODY (UINT64_MAX - 1)

static struct arming *new_arming(struct uring_state *p)
{
	if (p->free) {
		struct arming *a = &p->armings[p->free - 1];
		p->free = a->index;
		return a;
	}
	if (p->length == p->capacity) {
		uint32_t to = p->capacity ? p->capacity * 2 : 16;
		struct arming *fresh = realloc(p->armings, sizeof *fresh * to);
		if (!fresh)
			return NULL;
		p->armings = fresh;
		p->capacity = to;
	}
	p->armings[p->length] = (struct arming){ .generation = 0 };
	return &p->armings[p->length++];
}

static void free_arming(struct uring_state *p, uint32_t arming)
{
	struct arming *a = &p->armings[arming];
	a->generation++;
	a->index = p->free;
	p->free = arming + 1;
}

static uint64_t user_data(const struct uring_state *p, uint32_t arming)
{
	return (uint64_t)p->armings[arming].generation << 32 | arming;
}

int arms_submit(struct set *s)
{
	struct uring_state *p = s->state;
	while (p->ring.pending) {
		int taken = uring_enter(&p->ring);
		if (taken == -EBUSY) /* completions wait for room */
			arms_harvest(s);
		else if (taken < 0 && taken != -EINTR)
			return taken;
		set_count(s, SET_syscalls, p->ring.calls);
		p->ring.calls = 0;
		set_count(s, SET_copied_in_bytes, taken > 0 ? (uint64_t)taken * sizeof(struct io_uring_sqe) : 0);
	}
	return 0;
}

/* Null with *rc when the kernel takes none of what is pending. */
static struct io_uring_sqe *request(struct set *s, int *rc)
{
	struct uring_state *p = s->state;
	struct io_uring_sqe *sqe = uring_request(&p->ring);
	*rc = 0;
	if (!sqe && (*rc = arms_submit(s)) == 0)
		sqe = uring_request(&p->ring);
	return sqe;
}

/* The first completion says whether it is ready already; the following ones that something happened. */
static int poll_request(struct set *s, int fd, uint32_t mask, uint64_t data)
{
	int rc;
	struct io_uring_sqe *sqe = request(s, &rc);
	if (!sqe)
		return rc;
	sqe->opcode = IORING_OP_POLL_ADD;
	sqe->fd = fd;
	sqe->len = IORING_POLL_ADD_MULTI;
	sqe->poll32_events = mask;
	sqe->user_data = data;
	return 0;
}

int arms_disarm(struct set *s, struct entry *e)
{
	struct uring_state *p = s->state;
	int rc;
	struct io_uring_sqe *sqe = request(s, &rc);
	if (!sqe)
		return rc;
	sqe->opcode = IORING_OP_POLL_REMOVE;
	sqe->fd = -1;
	sqe->addr = user_data(p, e->own - 1);
	sqe->user_data = NOBODY;
	free_arming(p, e->own - 1);
	e->own = 0;
	e->flags &= ~(uint32_t)ENTRY_WATCHED;
	return 0;
}

/* EPOLLPRI by itself never completes: io_poll_wake() takes it out of what may wake a poll (IO_ASYNC_POLL_COMMON, seen on Linux 6.18),
 * so urgent data is polled for by the input that comes with it. */
static uint32_t mask_for(uint32_t events)
{
	return (events & 0xffff) | (events & EPOLLPRI ? EPOLLIN : 0);
}

bool arms_cover(const struct set *s, const struct entry *e)
{
	const struct uring_state *p = s->state;
	return e->own && !(mask_for(e->events) & ~p->armings[e->own - 1].mask);
}

/* A wider mask than wanted stays: a change back and forth costs nothing, and hints are verified anyway. */
int arms_arm(struct set *s, struct entry *e)
{
	struct uring_state *p = s->state;
	uint32_t wanted = mask_for(e->events);
	if (e->flags & ENTRY_DISABLED)
		return 0;
	if (arms_cover(s, e))
		return 0;
	int rc = e->own ? arms_disarm(s, e) : 0;
	struct arming *a = rc == 0 ? new_arming(p) : NULL;
	if (!a)
		return rc ? rc : -ENOMEM;
	a->index = interest_index(&s->in, e);
	a->mask = wanted;
	uint32_t arming = (uint32_t)(a - p->armings);
	rc = poll_request(s, e->fd, wanted, user_data(p, arming));
	if (rc < 0) {
		free_arming(p, arming);
		return rc;
	}
	e->own = arming + 1;
	e->flags |= ENTRY_WATCHED;
	return 0;
}

int arms_open(struct set *s)
{
	struct uring_state *p = s->state;
	int rc = pin_open(&p->pin);
	if (rc < 0)
		return rc;
	rc = uring_open(&p->ring, REQUESTS, COMPLETIONS);
	if (rc < 0) {
		pin_close(&p->pin);
		return rc;
	}
	own_fd(p->ring.fd, PROTO_OTHER);
	set_count(s, SET_syscalls, 2);
	p->owner = thread_id();
	rc = poll_request(s, s->wake, POLLIN, WAKE);
	if (rc == 0)
		rc = poll_request(s, p->pin.armed, 0, NOBODY);
	for (uint32_t i = 0; i < s->in.length && rc == 0; i++)
		if (s->in.at[i].fd >= 0)
			rc = arms_arm(s, &s->in.at[i]);
	return rc;
}

void arms_close(struct set *s)
{
	struct uring_state *p = s->state;
	int fd = p->ring.fd;
	p->doomed = false;
	if (fd < 0)
		return;
	p->ring.fd = -1;
	uring_close(&p->ring);
	own_fd_close(fd);
	pin_close(&p->pin);
	for (uint32_t i = 0; i < s->in.length; i++) {
		s->in.at[i].own = 0;
		s->in.at[i].flags &= ~(uint32_t)ENTRY_WATCHED;
	}
	p->length = p->free = 0;
}

void arms_compacted(struct set *s)
{
	struct uring_state *p = s->state;
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].own)
			p->armings[s->in.at[i].own - 1].index = i;
}

/* The request is over: too many completions at a time, its thread ended, or a file whose poll can't wait (a hung-up terminal). */
static void terminated(struct set *s, struct entry *e, int result)
{
	struct uring_state *p = s->state;
	free_arming(p, e->own - 1);
	e->own = 0;
	e->flags &= ~(uint32_t)ENTRY_WATCHED;
	if (result == -EBADF)
		set_expel(s, e);
	else if (result < 0 && result != -ECANCELED)
		p->error = result;
	else if (!(e->flags & ENTRY_DISABLED))
		interest_touch(&s->in, e);
}

static void hint(struct set *s, uint32_t arming, const struct io_uring_cqe *cqe)
{
	struct uring_state *p = s->state;
	struct entry *e = &s->in.at[p->armings[arming].index];
	if (e->fd < 0 || e->own != arming + 1)
		return;
	tally(s, SET_hints, 1);
	if (!(e->flags & ENTRY_DISABLED) && !(MUTATED(HINT_LATE) && e->round == s->round))
		interest_push(&s->in, e);
	if (!(cqe->flags & IORING_CQE_F_MORE))
		terminated(s, e, cqe->res);
}

void arms_harvest(struct set *s)
{
	struct uring_state *p = s->state;
	const struct io_uring_cqe *cqe;
	while (p->ring.fd >= 0 && (cqe = uring_completion(&p->ring))) {
		uint32_t arming = (uint32_t)cqe->user_data;
		p->completions++;
		if (cqe->user_data == WAKE) {
			if (!(cqe->flags & IORING_CQE_F_MORE))
				p->error = poll_request(s, s->wake, POLLIN, WAKE);
		} else if (arming < p->length && user_data(p, arming) == cqe->user_data) {
			hint(s, arming, cqe);
		}
		uring_seen(&p->ring);
	}
}
