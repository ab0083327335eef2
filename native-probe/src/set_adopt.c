/* Sets that were there before us, and the process's choice of an engine. An adopted set is moved only once a hook has seen it: until
 * then nothing says the JDK waits on it (a native library may), and a wait that does not come through us can't be served by us. */
#include <errno.h>

#include "proc_fds.h"
#include "set_core.h"

static int nest_member(const struct proc_member *m, void *arg)
{
	(void)arg;
	struct set *inner = m->ghost ? NULL : set_known(m->fd);
	if (inner && !inner->nested)
		set_nest(inner);
	return 0;
}

static void nest_members(int epfd, void *arg)
{
	(void)arg;
	proc_each_member(epfd, nest_member, NULL);
}

/* Members of sets that an engine serves are not in /proc. */
static bool is_member(struct set *outer, int fd)
{
	pthread_mutex_lock(&outer->lock);
	bool found = interest_find(&outer->in, fd) != NULL;
	pthread_mutex_unlock(&outer->lock);
	return found;
}

static void nest_if_member(struct set *inner)
{
	int epfd = inner->epfd;
	for (struct set *s = sets_first(); s && epfd >= 0 && !inner->nested; s = s->next)
		if (s != inner && is_member(s, epfd))
			set_nest(inner);
}

void sets_find_nested(void)
{
	proc_each_epoll(nest_members, NULL);
	for (struct set *s = sets_first(); s; s = s->next)
		nest_if_member(s);
}

static void adopt(int epfd, void *count)
{
	bool ours = (uint32_t)epfd < fd_capacity && fd_rows[epfd].own;
	if (!ours && !set_known(epfd))
		*(int *)count += set_register(epfd, false, false) != NULL;
}

int sets_adopt(void)
{
	int adopted = 0;
	sets_released = false;
	int rc = proc_each_epoll(adopt, &adopted);
	sets_find_nested();
	return rc < 0 ? rc : adopted;
}

int sets_use(uint32_t engine)
{
	if (engine >= ENGINES || engine_probe(engine) < 0)
		return -ENODEV;
	sets_engine = engine;
	sets_released = false;
	sets_find_nested();
	int moved = 0;
	for (struct set *s = sets_first(); s; s = s->next) {
		if (s->epfd < 0 || s->own)
			continue;
		s->wanted = engine;
		uint32_t before = s->engine;
		if (s->seen && before != engine && set_switch(s, engine) == 0)
			moved += s->engine != before;
	}
	return moved;
}

int set_use(int epfd, uint32_t engine)
{
	if (engine >= ENGINES || engine_probe(engine) < 0)
		return -ENODEV;
	struct set *s = set_known(epfd);
	if (!s || s->own)
		return -ENOENT;
	s->wanted = engine;
	return s->seen ? set_switch(s, engine) : 0;
}
