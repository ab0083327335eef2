/* The selector's wake-up eventfd as epoll-lazy has it: undrained.h tells its level, no poll. */
#include "lazy_set.h"

static struct entry *wakeup_entry(struct set *s)
{
	struct lazy_state *p = s->state;
	return p->wakeup == LAZY_NONE ? NULL : &s->in.at[p->wakeup];
}

static bool is_wakeup(const struct entry *e)
{
	return e->fd >= 0 && (uint32_t)e->fd < fd_capacity && fd_rows[e->fd].proto == PROTO_EVENTFD && e->events == EPOLLIN;
}

void wakeup_watch(struct set *s, struct entry *e)
{
	struct lazy_state *p = s->state;
	if (p->wakeup == LAZY_NONE && is_wakeup(e) && undrained_begin(e->fd)) {
		p->wakeup = interest_index(&s->in, e);
		e->flags |= ENTRY_WAKEUP;
	}
}

void wakeup_end(struct set *s)
{
	struct lazy_state *p = s->state;
	struct entry *e = wakeup_entry(s);
	if (!e)
		return;
	undrained_end(e->fd);
	e->flags &= ~(uint32_t)ENTRY_WAKEUP;
	e->hint = e->asked;
	interest_push(&s->in, e);
	p->wakeup = LAZY_NONE;
	p->wakeup_on = p->wakeup_told = false;
}

enum undrained wakeup_now(struct set *s, struct entry *e)
{
	struct lazy_state *p = s->state;
	enum undrained now = undrained_now(e->fd);
	if (now != UNDRAINED_OFF)
		p->wakeup_on = true;
	else if (p->wakeup_on)
		wakeup_end(s);
	return now;
}

static int wakeup_report(struct set *s, struct entry *e, struct epoll_event *out)
{
	struct lazy_state *p = s->state;
	p->wakeup_told |= set_report(s, e, EPOLLIN, out);
	return e->round == s->round;
}

int wakeup_ready(struct set *s, struct epoll_event *out)
{
	struct lazy_state *p = s->state;
	struct entry *e = wakeup_entry(s);
	enum undrained now = e ? wakeup_now(s, e) : UNDRAINED_OFF;
	if (now == UNDRAINED_LEVEL && p->wakeup_told) {
		tally(s, SET_saved_calls, 1);
		p->wakeup_told = false;
	}
	return now == UNDRAINED_PENDING ? wakeup_report(s, e, out) : 0;
}

int wakeup_edge(struct set *s, struct entry *e, struct epoll_event *out, bool room)
{
	enum undrained now = wakeup_now(s, e);
	if (now == UNDRAINED_OFF)
		return -1;
	if (now == UNDRAINED_PENDING)
		return room && e->round != s->round && wakeup_report(s, e, out);
	if (undrained_doubt(e->fd))
		wakeup_end(s);
	return 0;
}
