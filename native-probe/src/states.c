/* The table of states.def, and the two steps to each. */
#include "states.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "sys.h"

#define IN POLLIN
#define OUT POLLOUT
#define PRI POLLPRI
#define ERR POLLERR
#define HUP POLLHUP
#define NVAL POLLNVAL
#define RDHUP POLLRDHUP
#define R SELECT_R
#define W SELECT_W
#define RW (SELECT_R | SELECT_W)
#define WX (SELECT_W | SELECT_X)
#define RWX (SELECT_R | SELECT_W | SELECT_X)
#define EBADF_SET (-EBADF)

const struct state states[] = {
#define STATE_FAMILY(id, title)
#define STATE(family, name, prepare, change, select, poll, signal, known, local, why) \
	{ name, #family, select, poll, signal, known, local, why, make_##prepare, make_##change },
#include "states.def"
#undef STATE
#undef STATE_FAMILY
};
const int states_count = sizeof states / sizeof states[0];

MAKE(nothing)
{
	(void)w;
}

const struct state *state_named(const char *name)
{
	for (int i = 0; i < states_count; i++)
		if (strcmp(states[i].name, name) == 0)
			return &states[i];
	return NULL;
}

const char *state_title(const struct state *state)
{
	static const struct { const char *id, *title; } families[] = {
#define STATE_FAMILY(id, title) { #id, title },
#define STATE(...)
#include "states.def"
#undef STATE
#undef STATE_FAMILY
	};
	for (unsigned i = 0; i < sizeof families / sizeof families[0]; i++)
		if (strcmp(families[i].id, state->family) == 0)
			return families[i].title;
	return state->family;
}

bool state_changes(const struct state *state)
{
	return state->change != make_nothing;
}

bool world_prepare(struct world *w, const struct state *state)
{
	*w = (struct world){ .fd = -1, .peer = -1, .other = -1 };
	state->prepare(w);
	return !w->failed;
}

bool world_change(struct world *w, const struct state *state)
{
	state->change(w);
	return !w->failed;
}

bool world_settles(const struct world *w, const struct state *state, int ms)
{
	struct pollfd one = { .fd = w->fd, .events = STATE_EVENTS };
	for (int tenths = 0;; tenths++) {
		if (sys_poll_now(&one, 1) >= 0 && one.revents == state->known)
			return true;
		if (tenths >= 10 * ms)
			return false;
		usleep(100);
	}
}

void world_close(struct world *w)
{
	shut(&w->fd);
	shut(&w->peer);
	shut(&w->other);
}

void world_fails(struct world *w, const char *what)
{
	if (w->failed)
		return;
	w->failed = what;
	w->error = errno;
}

void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}
