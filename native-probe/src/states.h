/* States that a descriptor can be in, each made for real and in two steps, so that a mechanism can watch before or after the change that
 * leads there. Used by `pollux semantics` (observe.h) and by the contract tests; never in an observed process.
 *
 * states.def lists them with what the books say; state_<family>.c makes them. Not thread-safe, and some need signals of their own: make
 * them in a process of one thread that nobody else relies on. */
#ifndef POLLUX_STATES_H
#define POLLUX_STATES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

#define UNSAID INT16_MIN /* where the books are silent */

/* What is asked for, of poll(2), epoll(7) and io_uring alike: their bits are the same. */
#define STATE_EVENTS (EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP)

/* What select(2) says: a descriptor's bit in each of the three sets. */
enum { SELECT_R = 1, SELECT_W = 2, SELECT_X = 4 };

/* `fd` is the descriptor that is watched; the others (-1: none) and the number are what it takes to get there. */
struct world {
	int fd, peer, other;
	long number;
	const char *failed; /* what did not work, and why (errno); null: the state is there */
	int error;
};

struct state {
	const char *name;
	const char *family;
	int16_t select, poll, signal; /* by the books: SELECT_* or -errno, POLL*, 1 or 0: the change raises a signal or none; or UNSAID */
	int16_t known;                /* revents of poll(2) for IN|OUT|PRI|RDHUP on Linux 6.18 */
	bool local;                   /* the change is a shutdown(2) on fd itself, which a hook tells the engines of */
	const char *why;              /* one line on what books and kernel disagree about, or null */
	void (*prepare)(struct world *);
	void (*change)(struct world *);
};

extern const struct state states[];
extern const int states_count;

/* Null: there is none of that name. */
const struct state *state_named(const char *name);
/* What people call a family. */
const char *state_title(const struct state *state);
/* False: prepare makes the state, and nothing happens to it. */
bool state_changes(const struct state *state);
/* Runs one step after the other; false when it failed (w->failed tells). */
bool world_prepare(struct world *w, const struct state *state);
bool world_change(struct world *w, const struct state *state);
/* Protocols and kernel workers may take a moment to bring the change to fd: waits until poll(2) says what Linux 6.18 says, for `ms` at
 * most. False: it says something else. */
bool world_settles(const struct world *w, const struct state *state, int ms);
/* Closes what is open. */
void world_close(struct world *w);

/* ---- for state_<family>.c ---- */

#define MAKE(id) void make_##id(struct world *w)
/* Ends a step that does not work. */
#define MUST(condition)                             \
	do {                                        \
		if (!(condition)) {                 \
			world_fails(w, #condition); \
			return;                     \
		}                                   \
	} while (0)

/* Lets the two descriptors change places. */
void make_swap(struct world *w);
/* Remembers the first failure. */
void world_fails(struct world *w, const char *what);
/* Writes until nothing goes in any more; the bytes. fd becomes non-blocking. */
long fill(int fd);
/* Reads until there is nothing. */
void drain(int fd);
/* Reads so many bytes, waiting for them. */
void drain_bytes(int fd, long bytes);
bool put(int fd, const char *text);
/* Waits until poll(2) says one of these, for ten seconds at most. */
bool await_poll(int fd, short events);
void shut(int *fd);

#define STATE(family, name, prepare, change, ...) MAKE(prepare); MAKE(change);
#define STATE_FAMILY(id, title)
#include "states.def"
#undef STATE
#undef STATE_FAMILY

#endif
