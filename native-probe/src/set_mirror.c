/* Sets inside sets. JDK 25 registers the epoll fd of each sub-poller, and of a Selector selected on a virtual thread, with the
 * master poller's: the inner real epoll fd must turn readable when a member is ready, whichever engine serves the inner set. So a
 * nested set keeps its live entries in its real epoll fd too, the mirror. Nobody calls epoll_wait(2) on it; it is only polled.
 *
 * A one-shot entry that fires leaves the mirror and comes back when it is armed again; never EPOLL_CTL_MOD. */
#include <errno.h>

#include "set_core.h"

int mirror_in(struct set *s, struct entry *e)
{
	if (!s->nested || set_inside(s) || (e->flags & (ENTRY_MIRRORED | ENTRY_DISABLED | ENTRY_PARKED)))
		return 0;
	struct epoll_event event = { .events = e->events, .data.u64 = e->data };
	set_count_ctl(s, 1);
	if (epoll_ctl(s->epfd, EPOLL_CTL_ADD, e->fd, &event) < 0 && errno != EEXIST)
		return -errno;
	e->flags |= ENTRY_MIRRORED;
	return 0;
}

void mirror_out(struct set *s, struct entry *e)
{
	if (!(e->flags & ENTRY_MIRRORED))
		return;
	set_count(s, SET_syscalls, 1);
	epoll_ctl(s->epfd, EPOLL_CTL_DEL, e->fd, NULL);
	e->flags &= ~(uint32_t)ENTRY_MIRRORED;
}

int mirror_all(struct set *s)
{
	int rc = 0;
	for (uint32_t i = 0; i < s->in.length && rc == 0; i++)
		if (s->in.at[i].fd >= 0) {
			rc = mirror_in(s, &s->in.at[i]);
			if (rc == -EBADF) /* closed unseen; the waiter finds out */
				rc = 0;
		}
	return rc;
}

/* Its members go into its real epoll fd, and so do changes from now on. */
static void mirror_from_now_on(struct set *s)
{
	const struct engine *engine = s->serving;
	kick_remove(s);
	set_seize_role(s);
	for (uint32_t i = 0; i < s->in.length; i++) /* sigio watches a nested set otherwise */
		if (s->in.at[i].fd >= 0 && engine->suspect)
			engine->suspect(s, &s->in.at[i]);
	if (s->edges >= 0)
		set_fall_back(s, FALLBACK_edge_triggered);
	else if (mirror_all(s) < 0)
		set_fall_back(s, FALLBACK_watch);
	s->switchers--;
	set_drop_role(s);
}

static void nest(struct set *s)
{
	s->nested = true;
	int row = s->row;
	if (row >= 0)
		set_rows[row].nested = 1;
	if (!s->serving->kernel)
		mirror_from_now_on(s);
}

/* An engine that will have the members inside begins anew: those that it has now are outside. */
static void nest_inside(struct set *s)
{
	int epfd = s->epfd;
	if (set_switch_locked(s, ENGINE_epoll) < 0) /* the kernel has no room for it */
		set_switch_locked(s, ENGINE_poll);
	if (s->epfd != epfd) /* closed meanwhile */
		return;
	nest(s);
	if (s->serving->kernel)
		set_switch_locked(s, s->wanted);
}

void set_nest(struct set *s)
{
	pthread_mutex_lock(&s->lock);
	if (s->epfd >= 0 && !s->nested) {
		if (s->serving->nested)
			nest_inside(s);
		else
			nest(s);
	}
	pthread_mutex_unlock(&s->lock);
}
