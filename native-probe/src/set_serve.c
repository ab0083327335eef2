/* What an engine needs to serve a set: its state, the eventfd that wakes its waiter, and every entry of the interest list. */
#include <errno.h>
#include <stdlib.h>
#include <sys/eventfd.h>

#include "set_switch.h"

static const struct engine *choose(const struct set *s, uint32_t id)
{
	const struct engine *engine = engines[id];
	return s->nested && engine->nested ? engine->nested : engine;
}

int set_open_engine(struct set *s, uint32_t id)
{
	const struct engine *engine = choose(s, id);
	int rc = engine_probe(id);
	if (rc < 0)
		return rc;
	if (s->wake < 0)
		s->wake = own_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), PROTO_EVENTFD);
	if (s->wake < 0)
		return s->wake;
	s->state = calloc(1, engine->state_bytes + 1);
	rc = !s->state ? -ENOMEM : engine->open ? engine->open(s) : 0;
	if (rc < 0) {
		free(s->state);
		s->state = NULL;
		return rc;
	}
	s->serving = engine;
	return 0;
}

void set_close_engine(struct set *s)
{
	if (s->serving->close)
		s->serving->close(s);
	s->serving = &engine_epoll;
	free(s->state);
	s->state = NULL;
	interest_unwatched(&s->in);
}

void set_close_wake(struct set *s)
{
	own_fd_close(s->wake);
	s->wake = -1;
	s->kicked = false;
}

int set_watch_all(struct set *s)
{
	const struct engine *engine = s->serving;
	for (uint32_t i = 0; i < s->in.length; i++) {
		struct entry *e = &s->in.at[i];
		if (e->fd < 0)
			continue;
		int rc = engine->watch ? engine->watch(s, e, true) : 0;
		if (rc == -EBADF || rc == -EPERM)
			set_expel(s, e);
		else if (rc < 0)
			return rc;
		else if (engine->apply)
			interest_touch(&s->in, e);
	}
	return 0;
}

void set_forget_members(struct set *s)
{
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].fd >= 0 && !(s->in.at[i].flags & ENTRY_DISABLED))
			set_expel(s, &s->in.at[i]);
}
