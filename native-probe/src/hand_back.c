/* Detach, first step: while the hooks still stand in the way of every epoll_ctl, each set goes back to the kernel's epoll, and the kernel's
 * own list is compared with the one that Pollux kept. Were the natives put back first, a change the application makes before its set is
 * handed over would meet an empty list in the kernel: ENOENT, which a selector does not look at. */
#include "hand_back.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "proc_fds.h"
#include "set_core.h"
#include "sys.h"

#define ALWAYS_REPORTED ((uint32_t)(EPOLLERR | EPOLLHUP))

static _Atomic bool leaving;
static _Atomic int sets_compared, compared, missing, foreign;

struct comparison {
	struct set *set;
	bool *seen; /* by index of the set's list */
};

/* A one-shot that fires before we look keeps none of its events. */
static bool is_asked(const struct entry *e, const struct proc_member *m)
{
	uint32_t asked = e->events & ~ALWAYS_REPORTED, has = m->events & ~ALWAYS_REPORTED;
	return asked == has || (m->disabled && (asked & EPOLLONESHOT));
}

static int compare_member(const struct proc_member *m, void *arg)
{
	struct comparison *c = arg;
	struct entry *e = interest_find(&c->set->in, m->fd);
	if (!e && (m->events & EPOLLET) && edges_have(c->set, m->fd))
		atomic_fetch_add(&compared, 1);
	else if (e && is_asked(e, m))
		c->seen[interest_index(&c->set->in, e)] = true;
	else if (!e && !m->ghost)
		atomic_fetch_add(&foreign, 1);
	return 0;
}

/* Entries that the kernel must have: not those that have fired, nor those whose descriptor was closed or replaced meanwhile. */
static bool must_be_there(const struct entry *e)
{
	struct stat st;
	return e->fd >= 0 && !(e->flags & ENTRY_DISABLED) && entry_current(e) && sys_fstat(e->fd, &st) == 0 &&
	       st.st_ino == e->ino && st.st_dev == e->dev;
}

void hand_back_compare(struct set *s)
{
	struct comparison c = { .set = s, .seen = leaving ? calloc(s->in.length + 1, sizeof *c.seen) : NULL };
	if (!c.seen)
		return;
	if (proc_each_member(s->epfd, compare_member, &c) == 0) {
		atomic_fetch_add(&sets_compared, 1);
		for (uint32_t i = 0; i < s->in.length; i++) {
			if (c.seen[i])
				atomic_fetch_add(&compared, 1);
			else if (must_be_there(&s->in.at[i]))
				atomic_fetch_add(&missing, 1);
		}
	}
	free(c.seen);
}

bool hand_back_now(void)
{
	return leaving;
}

void sets_hand_back(void)
{
	sets_compared = compared = missing = foreign = 0;
	leaving = true;
	sets_use(ENGINE_epoll);
	leaving = false;
}

struct hand_back hand_back_result(void)
{
	return (struct hand_back){ .sets = sets_compared, .entries = compared, .missing = missing, .foreign = foreign };
}
