/* A set moves to another engine, live. The switcher takes the waiter role, so no thread is inside the old engine, registers the whole
 * interest list anew, and every entry is looked at once by the new engine: no hint crosses.
 *
 *   kernel -> engine   set_leave.c
 *   engine -> kernel   set_return.c; where the engine has failed, too */
#include <errno.h>

#include "fallback.h"
#include "hand_back.h"
#include "set_switch.h"

static int change_engine(struct set *s, uint32_t to)
{
	set_expel_parked(s);
	set_close_engine(s);
	int rc = set_open_engine(s, to);
	if (rc < 0) {
		fallback_add(FALLBACK_open);
		set_fall(s);
		return rc;
	}
	atomic_store(&s->engine, to);
	rc = set_watch_all(s);
	if (rc < 0) {
		fallback_add(FALLBACK_watch);
		set_fall(s);
	}
	return rc;
}

/* From or to an engine that has the members inside, the way leads through the kernel. What is inside it does not refuse: it has it. */
static int move(struct set *s, uint32_t from, uint32_t to)
{
	bool through = s->nested && (engines[from]->nested || engines[to]->nested);
	if (from == ENGINE_epoll)
		return set_leave_kernel(s, to);
	if (to != ENGINE_epoll && !through)
		return change_engine(s, to);
	int rc = set_enter_kernel(s, sets_released || hand_back_now() || set_inside(s));
	return rc == 0 && to != ENGINE_epoll ? set_leave_kernel(s, to) : rc;
}

int set_switch_locked(struct set *s, uint32_t to)
{
	int epfd = s->epfd;
	set_seize_role(s);
	uint32_t from = s->engine;
	const struct engine *nested = engines[to]->nested;
	if (s->nested && nested && (s->barred || !nested->willing()))
		to = ENGINE_epoll;
	int rc = s->closing || epfd < 0 || s->epfd != epfd ? -ENOENT : 0; /* another's by now, which has been served as asked since its birth */
	if (rc == 0 && from != to) {
		rc = move(s, from, to);
		if (s->engine != from)
			set_row_moved(s, s->engine);
		set_row_members(s);
	}
	s->switchers--;
	set_drop_role(s);
	return rc;
}

int set_switch(struct set *s, uint32_t to)
{
	pthread_mutex_lock(&s->lock);
	int rc = set_switch_locked(s, to);
	pthread_mutex_unlock(&s->lock);
	return rc;
}

void set_fall_back(struct set *s, enum fallback reason)
{
	if (s->engine == ENGINE_epoll)
		return;
	fallback_add(reason);
	set_fall(s);
	set_row_moved(s, s->engine);
	set_row_members(s);
}
