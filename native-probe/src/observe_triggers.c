/* Level or edge: a byte comes into a pipe and is not read; another comes; one of the two is read. Who reports it when? */
#include <string.h>

#include "ask.h"
#include "observe.h"
#include "set.h"
#include "states.h"

/* Asked after each step: it came, nothing happened, another came, a read left one. */
enum { FIRST, AGAIN, MORE, LEFT, STEPS };

/* Engines have a pipe of their own: a descriptor raises signals for one only. */
struct trial {
	struct world world, mine;
	struct watch watch;
	struct served served;
};

static bool reported(struct said said)
{
	return strcmp(said.text, "-") != 0;
}

static bool by_select(struct trial *t) { return reported(ask_select(t->world.fd)); }
static bool by_poll(struct trial *t) { return reported(ask_poll(t->world.fd)); }
static bool by_epoll(struct trial *t) { return reported(watch_level(&t->watch)); }
static bool by_edge(struct trial *t) { return reported(watch_edges(&t->watch)); }
static bool by_signal(struct trial *t) { (void)t; return reported(signals_taken()); }
static bool by_ring(struct trial *t) { return !*t->watch.ring_refused.text && reported(watch_ring(&t->watch)); }
static bool by_engine(struct trial *t, int engine) { return t->served.refused[engine] == 0 && reported(served_says(&t->served, engine)); }

static const struct {
	enum engine_id engine; /* that works with it */
	const char *books;
	bool (*reports)(struct trial *t);
} mechanisms[] = {
	{ ENGINE_select, "level", by_select },
	{ ENGINE_poll, "level", by_poll },
	{ ENGINE_epoll, "level", by_epoll },
	{ ENGINE_epoll_et, "edge", by_edge },
	{ ENGINE_sigio, "edge", by_signal },
	{ ENGINE_io_uring, NULL, by_ring },
};
#define MECHANISMS (int)(sizeof mechanisms / sizeof mechanisms[0])

static void step(struct world *w, int step)
{
	if (step == FIRST || step == MORE)
		make_peer_writes(w);
	if (step == LEFT)
		make_reads_away(w);
}

static const char *kind(const bool reports[STEPS])
{
	return !reports[FIRST] || !reports[MORE] ? "refused" : reports[AGAIN] && reports[LEFT] ? "level" : "edge";
}

static void append_trigger(struct text *json, int i, const bool raw[STEPS], const bool engine[STEPS])
{
	append(json, "%s{\"mechanism\":\"%s\",\"books\":", i ? "," : "", engine_name(mechanisms[i].engine));
	append_json(json, mechanisms[i].books);
	append(json, ",\"first\":%s,\"again\":%s,\"more\":%s,\"left\":%s", raw[FIRST] ? "true" : "false", raw[AGAIN] ? "true" : "false",
		raw[MORE] ? "true" : "false", raw[LEFT] ? "true" : "false");
	append(json, ",\"here\":\"%s\",\"engine\":\"%s\"}", kind(raw), kind(engine));
}

void append_triggers(struct text *json)
{
	static struct trial t;
	bool raw[ENGINES][STEPS], engine[ENGINES][STEPS];
	world_prepare(&t.world, state_named("pipe-r/no data, writer open"));
	world_prepare(&t.mine, state_named("pipe-r/no data, writer open"));
	watch_begin(&t.watch, t.world.fd);
	signals_begin(t.world.fd);
	served_begin(&t.served, t.mine.fd);
	for (int s = 0; s < STEPS; s++) {
		step(&t.world, s);
		step(&t.mine, s);
		for (int i = 0; i < MECHANISMS; i++)
			raw[i][s] = mechanisms[i].reports(&t);
		for (int i = 0; i < MECHANISMS; i++)
			engine[i][s] = by_engine(&t, (int)mechanisms[i].engine);
	}
	append(json, "[");
	for (int i = 0; i < MECHANISMS; i++)
		append_trigger(json, i, raw[i], engine[i]);
	append(json, "]");
	signals_end(t.world.fd);
	served_end(&t.served);
	watch_end(&t.watch);
	world_close(&t.world);
	world_close(&t.mine);
}
