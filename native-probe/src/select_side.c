/* Members of engine select's side epoll, and when it is looked at. */
#include "select_side.h"

#include <errno.h>

int side_set(struct set *s, struct entry *e, bool on)
{
	struct select_state *p = s->state;
	if (!on && !(e->flags & ENTRY_WATCHED))
		return 0;
	struct epoll_event event = { .events = e->events & EPOLLRDHUP, .data.fd = e->fd };
	int op = !on ? EPOLL_CTL_DEL : e->flags & ENTRY_WATCHED ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
	p->side_members -= !!(e->flags & ENTRY_WATCHED);
	e->flags &= ~(uint32_t)ENTRY_WATCHED;
	int rc = epoll_ctl(p->side, op, e->fd, &event) < 0 ? -errno : 0;
	set_count(s, SET_syscalls, 1);
	set_count(s, SET_copied_in_bytes, on ? sizeof event : 0);
	if (on && rc == 0) {
		e->flags |= ENTRY_WATCHED;
		p->side_members++;
	}
	return on ? rc : 0;
}

void side_show(struct select_state *p)
{
	if (p->side_shown == (p->side_members > 0))
		return;
	p->side_shown = !p->side_shown;
	fd_bits_set(&p->bits, READ, p->side, p->side_shown);
	fd_bits_trim(&p->bits, p->side);
}

int side_ask(struct set *s, struct epoll_event *events, int max)
{
	const struct select_state *p = s->state;
	int got = epoll_wait(p->side, events, max, 0);
	tally(s, SET_syscalls, 1);
	if (got > 0)
		tally(s, SET_copied_out_bytes, (uint64_t)got * sizeof *events);
	return got;
}
