/* One state in three worlds, so that no mechanism hears of another's presence where that matters:
 *
 *   1   a signal watches the change; poll(2) and epoll on the same socket would make more signals come
 *   2   epoll, level- and edge-triggered, and a ring watch it; afterwards every call is asked anew
 *   3   Pollux's engines watch it; afterwards others, begun anew, are asked, and epoll_wait(2) beside them */
#include <errno.h>
#include <string.h>

#include "ask.h"
#include "child.h"
#include "observe.h"
#include "set.h"
#include "states.h"

#define SETTLE_MS 300

struct seen {
	const struct state *state;
	struct world world;
	struct said raw[ENGINES], change[ENGINES]; /* by the mechanism that an engine is named for */
	struct said before[ENGINES], after[ENGINES], epoll; /* the engines, and what epoll_wait(2) says in their world */
};

static bool enter(struct seen *s)
{
	if (!world_change(&s->world, s->state))
		return false;
	world_settles(&s->world, s->state, SETTLE_MS);
	return true;
}

static bool signal_world(struct seen *s)
{
	struct world *w = &s->world;
	if (!world_prepare(w, s->state))
		return false;
	int rc = signals_begin(w->fd);
	if (!enter(s))
		return false;
	s->change[ENGINE_sigio] = rc < 0 ? said_error(rc) : signals_taken();
	signals_end(w->fd);
	world_close(w);
	return true;
}

static void ask_all(struct seen *s, int fd)
{
	s->raw[ENGINE_select] = ask_select(fd);
	s->raw[ENGINE_poll] = ask_poll(fd);
	s->raw[ENGINE_epoll] = ask_epoll(fd, 0);
	s->raw[ENGINE_epoll_et] = ask_epoll(fd, EPOLLET);
	s->raw[ENGINE_io_uring] = ask_uring(fd);
	int rc = signals_begin(fd);
	s->raw[ENGINE_sigio] = rc < 0 ? said_error(rc) : signals_taken();
	signals_end(fd);
}

static bool kernel_world(struct seen *s)
{
	struct watch watch;
	struct world *w = &s->world;
	if (!world_prepare(w, s->state))
		return false;
	watch_begin(&watch, w->fd);
	if (!enter(s))
		return false;
	s->change[ENGINE_epoll_et] = watch_edges(&watch);
	s->change[ENGINE_io_uring] = watch_ring(&watch);
	s->change[ENGINE_epoll] = watch_level(&watch);
	watch_end(&watch);
	ask_all(s, w->fd);
	world_close(w);
	return true;
}

static bool engines_world(struct seen *s)
{
	struct served served;
	struct world *w = &s->world;
	if (!world_prepare(w, s->state))
		return false;
	served_begin(&served, w->fd);
	for (int i = 0; i < ENGINES; i++)
		served_says(&served, i);
	if (!enter(s))
		return false;
	if (s->state->local)
		sets_suspect(w->fd);
	for (int i = 0; i < ENGINES; i++)
		s->before[i] = served_says(&served, i);
	served_end(&served);
	served_begin(&served, w->fd);
	for (int i = 0; i < ENGINES; i++)
		s->after[i] = served_says(&served, i);
	served_end(&served);
	s->epoll = ask_epoll(w->fd, 0);
	world_close(w);
	return true;
}

/* ---- as JSON ---- */

static void append_said(struct text *t, const char *name, const char *value)
{
	append(t, "\"%s\":", name);
	append_json(t, value);
}

static void append_books(struct text *t, const struct state *s)
{
	append(t, ",\"books\":{");
	append_said(t, "select", s->select == UNSAID ? NULL : (s->select < 0 ? said_error(s->select) : said_sets(s->select)).text);
	append(t, ",");
	append_said(t, "poll", s->poll == UNSAID ? NULL : said_bits((uint32_t)s->poll).text);
	append(t, ",");
	append_said(t, "sigio", s->signal == UNSAID ? NULL : s->signal ? "signal" : "-");
	append(t, "}");
}

static void append_facts(struct text *t, const struct seen *s)
{
	const struct state *state = s->state;
	append_said(t, "state", state->name);
	append(t, ",");
	append_said(t, "family", state->family);
	append(t, ",");
	append_said(t, "title", state_title(state));
	append(t, ",");
	append_said(t, "expected", state->poll == UNSAID ? NULL : said_bits((uint32_t)state->poll).text);
	append_books(t, state);
	append(t, ",");
	append_said(t, "linux_6_18", said_bits((uint32_t)state->known).text);
	append(t, ",");
	append_said(t, "why", state->why);
	append(t, ",\"failed\":");
	if (s->world.failed)
		append(t, "\"%s: %s\"", said_error(-s->world.error).text, s->world.failed);
	else
		append(t, "null");
}

/* What each mechanism said after all, or a null where it was not asked. */
static void append_each(struct text *t, const char *name, const struct said *said, bool asked)
{
	const char *comma = "";
	append(t, ",\"%s\":{", name);
	for (int i = 0; i < ENGINES; i++) {
		if (asked && !*said[i].text)
			continue;
		append(t, "%s", comma);
		append_said(t, engine_name((uint32_t)i), asked ? said[i].text : NULL);
		comma = ",";
	}
	append(t, "}");
}

/* An engine that this kernel refuses disagrees with nobody. */
static bool disagrees(const struct seen *s, int engine)
{
	bool before = !state_changes(s->state) || strcmp(s->before[engine].text, s->epoll.text) == 0;
	return engine_probe((uint32_t)engine) == 0 && (!before || strcmp(s->after[engine].text, s->epoll.text) != 0);
}

static void append_engines(struct text *t, const struct seen *s)
{
	const char *comma = "";
	append(t, ",\"disagree\":[");
	for (int i = 0; i < ENGINES; i++) {
		if (!disagrees(s, i))
			continue;
		append(t, "%s{\"engine\":\"%s\",\"before\":\"%s\",\"after\":\"%s\",\"epoll_wait\":\"%s\"}", comma, engine_name((uint32_t)i),
			s->before[i].text, s->after[i].text, s->epoll.text);
		comma = ",";
	}
	append(t, "]");
	for (int i = 0; i < ENGINES; i++) {
		append(t, ",");
		append_said(t, engine_name((uint32_t)i), s->after[i].text);
	}
}

static void body(struct text *json, const void *index)
{
	static struct seen s;
	s.state = &states[*(const int *)index];
	int rc = served_open();
	if (rc < 0) {
		s.world.failed = "the ledger of Pollux's engines";
		s.world.error = -rc;
	}
	bool all = rc == 0 && signal_world(&s) && kernel_world(&s) && engines_world(&s);
	append(json, "{");
	append_facts(json, &s);
	if (all) {
		append_each(json, "raw", s.raw, true);
		append_each(json, "change", s.change, state_changes(s.state));
		append_engines(json, &s);
	}
	append(json, "}");
}

int observe_state(int index, char *json, int bytes)
{
	return index < 0 || index >= states_count ? -EINVAL : child_run(body, &index, OBSERVE_SECONDS, json, bytes);
}
