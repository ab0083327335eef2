/* What epoll-lazy asks the kernel for: as much as the application has wanted so far, and no more often than it must. */
#include "lazy_set.h"

#define PATIENCE 2

/* The kernel looks at the file as it is asked, and makes an edge of what is ready: so nothing is known to be ready by now. */
static int ask(struct set *s, struct entry *e, int op, uint32_t events)
{
	int rc = edge_ctl(s, op, e->fd, events | EPOLLET, edge_data(s, e));
	e->asked = (uint16_t)(events | LAZY_ALWAYS);
	e->hint = 0;
	e->noise = 0;
	return rc;
}

static int first_watch(struct set *s, struct entry *e)
{
	int rc = ask(s, e, EPOLL_CTL_ADD, (e->events & LAZY_LEVELS) | LAZY_SPECIAL);
	if (rc < 0)
		return rc;
	e->flags |= ENTRY_WATCHED;
	wakeup_watch(s, e);
	return 0;
}

/* Nothing to ask the kernel. What may be ready is polled by the next wait, or now if somebody sleeps. */
static int known_watch(struct set *s, struct entry *e)
{
	e->noise = 0;
	if (lazy_may_be_ready(e) == 0)
		return 0;
	if (s->asleep && !maybe_now(s, e)) {
		lazy_verified(e, 0);
		return 0;
	}
	interest_push(&s->in, e);
	return 1;
}

int lazy_watch(struct set *s, struct entry *e, bool fresh)
{
	bool parked = e->flags & ENTRY_PARKED;
	if (fresh || !(e->flags & ENTRY_WATCHED))
		return first_watch(s, e);
	if (e->flags & ENTRY_WAKEUP) /* it wants something else now */
		wakeup_end(s);
	uint32_t more = e->events & LAZY_LEVELS & ~(uint32_t)e->asked;
	set_count(s, SET_saved_calls, parked + (more == 0)); /* the DEL, the ADD or MOD */
	uint32_t flags = e->flags;
	e->flags &= ~(uint32_t)ENTRY_PARKED; /* the core's, once this has returned; here it would hide what is wanted */
	int rc = more ? ask(s, e, EPOLL_CTL_MOD, (e->asked | more) & ~LAZY_ALWAYS) : known_watch(s, e);
	e->flags |= flags & ENTRY_PARKED;
	return rc;
}

bool lazy_unwatch(struct set *s, struct entry *e)
{
	if (e->flags & ENTRY_WAKEUP)
		wakeup_end(s);
	if (e->flags & ENTRY_WATCHED)
		edge_ctl(s, EPOLL_CTL_DEL, e->fd, 0, 0);
	return false; /* epoll pins no file */
}

bool lazy_park(struct set *s, struct entry *e)
{
	(void)s;
	return lazy_on(LAZY_REMOVAL) && (e->flags & ENTRY_WATCHED) && !(e->flags & ENTRY_WAKEUP);
}

/* One such edge costs less than the calls it saves; a peer that goes on sending would wake the set for each segment. */
void lazy_masked(struct set *s, struct entry *e)
{
	if (++e->noise < PATIENCE)
		return;
	uint32_t enough = (lazy_wanted(e) & ~LAZY_ALWAYS) | LAZY_SPECIAL;
	if (e->flags & ENTRY_PARKED) {
		set_expel(s, e);
	} else if (e->flags & ENTRY_DISABLED) {
		lazy_unwatch(s, e);
		e->flags &= ~(uint32_t)ENTRY_WATCHED;
	} else if (enough != (e->asked & ~LAZY_ALWAYS)) {
		ask(s, e, EPOLL_CTL_MOD, enough);
	}
}
