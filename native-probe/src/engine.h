/* What an engine is. engines.def lists them; the core (set_*.c) owns sets and interest lists and asks an engine only
 * for the way it waits. Every slot but `name` and `sleep` may be null, which means "nothing to do".
 *
 * Who runs what: "locked" = under the set's lock. "waiter" = on the thread that holds the set's waiter role (one at a time), so the
 * engine's private arrays need no lock of their own. Only `sleep` may block, and it runs without the lock: in between the interest
 * list may change; a changed entry is ENTRY_DIRTY until the waiter has applied it, and `collect` must not report a dirty entry.
 */
#ifndef POLLUX_ENGINE_H
#define POLLUX_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>

#include "ledger.h"

struct set;
struct entry;

struct engine {
	const char *name;
	bool kernel;        /* the application's own epoll fd serves the waits; every slot below is null */
	bool trusts_births; /* a descriptor whose birth a hook has seen is the file it was at ADD until a hook says otherwise */
	bool inside;        /* has the members in the application's own epoll fd; all are one-shot there and bring back their number (`insider`) */
	const struct engine *nested; /* serves nested sets in place of this one, and is `inside`. Null: this one has them, mirrored */
	size_t state_bytes; /* s->state, zeroed before `open` */

	/* 0 when this kernel can run the engine, -errno when not. Asked once, remembered. */
	int (*probe)(void);

	/* Any thread; of an engine that is `inside`. Whether it takes sets now: those that it does not take stay with the kernel's epoll. */
	bool (*willing)(void);
	/* Locked, waiter. Makes private descriptors and arrays; s->wake is open already. 0 or -errno, nothing left behind. */
	int (*open)(struct set *s);
	/* Locked, waiter. Gives back everything, `watch`ed entries too. */
	void (*close)(struct set *s);

	/* Locked, any thread. Interest in an entry is new (`fresh`) or changed. Returns 1 when a sleeping waiter must wake to see it,
	 * 0 when it need not, -errno when the entry can't be served (the set then falls back). Null: always 1. */
	int (*watch)(struct set *s, struct entry *e, bool fresh);
	/* Locked, any thread; the descriptor is about to close or was DELed. Undoes `watch` in the kernel at once. Returns true when
	 * a sleeping waiter pins the file and must wake, so that the peer sees the close. Null: always true. */
	bool (*unwatch)(struct set *s, struct entry *e);
	/* Locked, any thread. The application DELed the entry. True: the engine keeps it, reports nothing of it (ENTRY_PARKED), and is told
	 * by `watch` of the ADD that brings it back, or by `unwatch` of its end. Null: always false. */
	bool (*park)(struct set *s, struct entry *e);
	/* Locked, any thread. Something may have happened to the entry that the kernel does not tell this engine. */
	void (*suspect)(struct set *s, struct entry *e);

	/* Locked, waiter. The entry at `index` is dirty: bring private arrays in line (it may be dead: fd < 0). 0 or -errno. */
	int (*apply)(struct set *s, uint32_t index);
	/* Locked, waiter. Entries got new indexes; all of them are applied anew next. */
	void (*compacted)(struct set *s);

	/* Locked, waiter. Reports what is known to be ready without sleeping. Number of events, or -errno. */
	int (*ready)(struct set *s, struct epoll_event *out, int max);
	/* Locked, waiter. After `ready`: has that found all that is ready, so that a `sleep` without a time-out has nothing to add? Null: always false. */
	bool (*complete)(struct set *s);
	/* Unlocked, waiter. One system call that blocks for at most `timeout_ns` (0: not at all, < 0: for ever) or until s->wake.
	 * What it returned (0: time out), or -errno. Must not touch anything but the engine's waiter-only state. */
	int (*sleep)(struct set *s, int64_t timeout_ns);
	/* Locked, waiter. `sleep` returned `rc` >= 0 or -errno: counts what it cost. Null: nothing. */
	void (*cost)(struct set *s, int rc);
	/* Locked, waiter. After `sleep` > 0: adds events to the `n` there are already, up to `max`. New n, or -errno. */
	int (*collect)(struct set *s, int rc, struct epoll_event *out, int n, int max);
	/* Locked, waiter. `sleep` or `collect` failed with `error` (not EINTR): 0 when repaired, else the error. Null: not repaired. */
	int (*recover)(struct set *s, int error);

	/* The calling thread leaves set_wait: what it holds for sets that no longer use the engine goes back. Null: nothing. */
	void (*thread_leaves)(void);
	/* After every set has left the engine (detach). Returns how many threads still hold something. Null: 0. */
	int (*release)(void);
};

enum engine_id {
#define ENGINE(id, name) ENGINE_##id,
#include "engines.def"
#undef ENGINE
};

#define ENGINE(id, name) extern const struct engine engine_##id;
#include "engines.def"
#undef ENGINE

extern const struct engine *const engines[ENGINES];

#endif
