/* The kernel's mechanisms asked by their plain system calls, and Pollux's engines asked the way an application asks epoll. All for
 * `pollux semantics`: in a process of one thread that observes nobody (observe.h). STATE_EVENTS is what each asks for. */
#ifndef POLLUX_ASK_H
#define POLLUX_ASK_H

#include <stdbool.h>

#include "engine.h"
#include "said.h"
#include "uring.h"

/* ---- ask_now.c: what a call says that begins now, and does not wait ---- */

struct said ask_select(int fd);
struct said ask_poll(int fd);
/* In an epoll instance of its own; flags: 0 or EPOLLET. */
struct said ask_epoll(int fd, uint32_t flags);
/* A poll request for once. */
struct said ask_uring(int fd);

/* ---- ask_watch.c: what a mechanism says that has watched since before a change ---- */

struct watch {
	int fd;
	int level, edge;              /* epoll instances */
	struct uring ring;            /* with a poll request that goes on (multishot) */
	struct said level_refused, edge_refused, ring_refused; /* "": watching */
};

/* What is true already is reported and forgotten. */
void watch_begin(struct watch *w, int fd);
struct said watch_level(struct watch *w);
/* Every edge since the last call. */
struct said watch_edges(struct watch *w);
struct said watch_ring(struct watch *w);
void watch_end(struct watch *w);

/* ---- ask_signal.c: signal-driven I/O ---- */

/* Has fd raise a queued signal at this thread, which blocks it. 0, or -errno: -ENOTTY where files can't. */
int signals_begin(int fd);
/* The signals raised since, by their si_code: "IN x2, HUP"; SIGURG is "URG". */
struct said signals_taken(void);
void signals_end(int fd);

/* ---- ask_engines.c: Pollux's engines ---- */

/* An epoll descriptor of this process that the engine serves; -errno where it can't. */
int served_by(uint32_t engine);
void served_close(int epfd);

/* One epoll descriptor for each engine, each watching fd under that engine. */
struct served {
	int fd;
	int epfd[ENGINES];
	int refused[ENGINES]; /* -errno of the probe or of epoll_ctl; 0: watching */
};

/* What sets need: clock and ledger. Once a process; 0 or -errno. */
int served_open(void);
void served_begin(struct served *s, int fd);
/* What the engine reports now. */
struct said served_says(struct served *s, int engine);
void served_end(struct served *s);

#endif
