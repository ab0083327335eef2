/* The server's side of a model: connections it is given, and workers (threads or processes) that count what serving them costs.
 *
 * The two phases of the books, as the clock tells them apart after each call:
 *   waiting   inside a call that waits, and inside a read that found nothing
 *   copying   inside a read or write that moved bytes
 * A call that does both, such as a read that blocks, is `mixed`. One turn in MODEL_SPLIT is taken apart: a further call, which only waits, is made before the
 * one that copies. What copying cost in those turns, a message, is what it cost in the mixed ones; the rest of them was waiting. The further calls
 * are counted as split_calls, and not among the model's. */
#ifndef POLLUX_MODEL_SERVER_H
#define POLLUX_MODEL_SERVER_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include "clock.h"
#include "model.h"

/* Prime, so that it keeps no step with anything. */
#define MODEL_SPLIT 61

enum model_cost {
	COST_calls, COST_split_calls,
	COST_bytes,                     /* read from connections */
	COST_waiting_ns, COST_copying_ns,
	COST_mixed_ns, COST_mixed,      /* calls that did both, and the messages they moved */
	COST_sample_ns, COST_samples,   /* copying, and messages, of the turns taken apart */
	COST_serving_ns,                /* all the time, whatever it went into; of all workers */
	COST_cpu_ns, COST_switches, COST_preemptions,
	MODEL_COSTS
};

/* In memory shared by client, server and its processes. */
struct model_costs {
	_Atomic uint64_t at[MODEL_COSTS];
	_Atomic int error; /* the first -errno of any worker */
};

struct model_server {
	const int *fds; /* connected, blocking */
	int n, argument;
	size_t bytes; /* of a message */
	int ready;    /* a pipe's end: see model_ready */
	struct model_costs *costs;
};

/* All is set up: the client may begin. */
void model_ready(const struct model_server *s);
/* Something went wrong in a worker; the first of them is told. */
void model_failed(const struct model_server *s, int error);
/* Makes every connection non-blocking. */
void model_nonblocking(const struct model_server *s);

/* One thread that serves. Its own alone, until worker_end adds it up. */
struct worker {
	const struct model_server *server;
	uint64_t cost[MODEL_COSTS];
	uint64_t stamp; /* the end of the last call */
	uint64_t turn;
	int who;        /* whose resources it uses up: RUSAGE_THREAD, or RUSAGE_SELF where others of the process work for it */
	struct rusage begun;
	uint64_t begun_ns;
	char *buffer;   /* a message's room */
};

/* 0 or -ENOMEM. Nothing but serving happens between the two. */
int worker_begin(struct worker *w, const struct model_server *s, int who);
void worker_end(struct worker *w);

static inline void worker_count(struct worker *w, enum model_cost what, uint64_t n)
{
	w->cost[what] += n;
}

/* A call is over: the time since the last one went into `what`. */
static inline void worker_lap(struct worker *w, enum model_cost what)
{
	uint64_t now = clock_ns();
	worker_count(w, what, clock_since(w->stamp, now));
	w->stamp = now;
}

/* The call that waited is over. */
static inline void worker_waited(struct worker *w)
{
	worker_count(w, COST_calls, 1);
	worker_lap(w, COST_waiting_ns);
}

/* Should this turn be taken apart? Never the first one. */
static inline bool worker_splits(struct worker *w)
{
	return ++w->turn % MODEL_SPLIT == 2;
}

/* Reads once and sends back what was there. Bytes; 0: the connection has ended; -EAGAIN: nothing there; or -errno. */
int worker_echo(struct worker *w, int fd);
/* Sends all, waiting for room where there is none. 0 or -errno. */
int worker_send(struct worker *w, int fd, const char *bytes, size_t length);
/* worker_echo on a connection whose reads block. */
int worker_echo_blocking(struct worker *w, int fd);

#endif
