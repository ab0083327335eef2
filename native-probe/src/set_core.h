/* A set from the inside. Shared by the core (set_*.c) and the engines; users of sets include set.h.
 *
 *   sets[epfd] --> struct set (type-stable: never freed, reused)      all sets ever made: chained by `next`
 *
 * Two ways through set_wait:
 *   engine kernel   no lock: kernel_waiters++, look at `engine`, epoll_wait(2) on the application's own fd. A switcher writes
 *                   `engine` first and looks at kernel_waiters after; both sequentially consistent, so neither misses the other.
 *   any other       under `lock`, with the waiter role: `busy` while one thread holds it, `asleep` while that thread blocks in the
 *                   kernel without the lock. Who changes something it must see writes to `wake`, once (`kicked`).
 *
 * Lock order: registry, set, counting. No two sets are locked at once.
 */
#ifndef POLLUX_SET_CORE_H
#define POLLUX_SET_CORE_H

#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>

#include "engine.h"
#include "interest.h"
#include "ledger.h"
#include "set.h"

#define FD_LIMIT (1 << 20) /* descriptors past it are passed through untouched; fs.nr_open's default */

/* The columns an engine tallies: one run in columns.def. */
#define TALLIED_FIRST SET_syscalls
#define TALLIED (SET_overflows - SET_syscalls + 1)

struct set {
	/* what a wait under the kernel's engine touches: one cache line */
	_Alignas(64) _Atomic int epfd; /* -1: free */
	_Atomic uint32_t engine;
	_Atomic uint32_t kernel_waiters, waiters; /* threads inside, by way */
	_Atomic int row;        /* index in set_rows, -1: counted in engine_rows */
	atomic_flag counting;   /* spin lock of the row: so that counts are plain adds */
	_Atomic bool pending;   /* something to do at the next hook: `wanted`, or `seen` */
	_Atomic bool kick_on;   /* the kick is registered in the real epoll fd */
	/* and under an engine of ours: one more, with the lock */
	bool busy, asleep, kicked, closing;
	uint32_t round;         /* counts waits, see entry.round */
	uint32_t queued;        /* threads that wait for the role */
	uint32_t switchers;     /* threads that want the role to change the engine: the waiter hurries out */
	uint32_t parked;        /* entries of the list that the application has DELed */
	int wake;               /* eventfd; -1 while the kernel's epoll serves */
	const struct engine *serving; /* locked: engines[engine], or its `nested`; the kernel's while no state is open */
	void *state;            /* its own */
	pthread_mutex_t lock;
	uint64_t tally[TALLIED]; /* waiter: not yet in the row */
	int edges;              /* epoll fd of the edge-triggered entries, see set_edges.c; -1: there are none */
	bool edges_ready;       /* waiter: it has something to collect */
	uint64_t *edge_bits;
	uint32_t edge_words;
	struct interest in;     /* engine kernel: only one-shot entries that fired elsewhere and that the kernel does not know ("gaps") */

	_Atomic uint32_t wanted; /* what sets_use or set_use asked for */
	_Atomic bool seen;      /* by a hook, so the JDK uses it; an adopted set that is not seen yet is left alone */
	_Atomic bool nested;    /* member of another set: mirrored in the real epoll fd. Sticky */
	bool barred;            /* nested, and had a member that is no insider: nothing for an engine that is `inside`. Sticky */
	bool own;               /* the agent's: stays on epoll */
	bool born;              /* created under our eyes: no thread can be in a wait that we do not know of */
	pthread_cond_t idle;    /* the role is free, or `engine` has changed; CLOCK_MONOTONIC */
	struct set *next;
};

/* Adds to what the waiter brings to the row when its wait ends. Waiter. */
static inline void tally(struct set *s, enum set_column column, uint64_t n)
{
	s->tally[column - TALLIED_FIRST] += n;
}

/* ---- set_registry.c ---- */

/* The set of an epoll fd, adopted on first sight; null: not an epoll fd, past FD_LIMIT, or all is released. */
struct set *set_of(int epfd);
/* The set if it is known already, else null. */
struct set *set_known(int epfd);
struct set *sets_first(void);
/* Registers an epoll fd. Null: no memory. */
struct set *set_register(int epfd, bool born, bool own);
extern _Atomic bool sets_released;
/* What sets_use asked for last. */
extern _Atomic uint32_t sets_engine;

/* ---- set_counting.c ---- */

/* Adds to one column of the set's row. Any thread. */
void set_count(struct set *s, enum set_column column, uint64_t n);
/* Adds n calls of epoll_ctl with an event. */
void set_count_ctl(struct set *s, uint32_t calls);
/* One epoll_wait(2) on the application's own fd returned `returned`; n: what its caller gets, -EAGAIN: it waits on. */
void set_count_kernel_wait(struct set *s, int returned, int n, int timeout_ms, uint64_t start);
/* Outcome, times and tally of one wait served by an engine. Locked. */
void set_count_wait(struct set *s, int n, int timeout_ms, uint64_t start);
/* Adds the tally to the row and clears it. Waiter. */
void set_flush(struct set *s);
/* Opens, moves or ends the row. */
void set_row_begin(struct set *s);
void set_row_moved(struct set *s, uint32_t engine);
void set_row_end(struct set *s);
void set_row_members(struct set *s);

/* ---- set_role.c: all locked ---- */

/* Writes to s->wake when a waiter is asleep. */
void set_kick(struct set *s);
/* Takes the kick off s->wake after a sleep. Waiter. Returns true when there was one. */
bool set_unkick(struct set *s);
/* Waits for the role until `deadline` (ns; UINT64_MAX: for ever), or until a switcher is done. 0, -ETIMEDOUT, or -EAGAIN when the engine changed
 * meanwhile. */
int set_take_role(struct set *s, uint64_t deadline);
void set_drop_role(struct set *s);
/* The role for a switcher: drives a sleeping waiter out first. */
void set_seize_role(struct set *s);

/* ---- set_entry.c: all locked ---- */

/* Adds an entry for a descriptor that has none. 0, -EBADF or -EPERM as epoll_ctl(2) has them, -ENOMEM. */
int set_enter(struct set *s, int fd, uint32_t events, uint64_t data, struct entry **entered);
/* The entry of the file that fd stands for now (one left by a close nobody saw goes), or null in *found. 0, -EBADF, -EPERM. */
int set_find(struct set *s, int fd, struct entry **found);
/* Takes an entry out: engine, mirror, list. */
void set_expel(struct set *s, struct entry *e);
/* Turns what the kernel says about an entry into an event for the application. False: nothing to report. The entry may be gone. */
bool set_report(struct set *s, struct entry *e, uint32_t revents, struct epoll_event *out);
/* False when the entry's descriptor was closed or replaced unseen. */
bool entry_current(const struct entry *e);
/* The entries the application has DELed leave the list, for the engine is about to. */
void set_expel_parked(struct set *s);

/* The engine and the mirror hear of a new or changed entry. 0 or -errno. */
int set_announce(struct set *s, struct entry *e, bool fresh);

/* What stays with the kernel: exclusive entries, edges of a nested set, whose real epoll fd must turn readable by level, and edges once
 * only, for nothing tells which of them have fired. */
static inline bool kernel_only(const struct set *s, uint32_t events)
{
	return (events & EPOLLEXCLUSIVE) || ((events & EPOLLET) && (s->nested || (events & EPOLLONESHOT)));
}

/* ---- set_edges.c: all locked ---- */

/* epoll_ctl(2) on the edge-triggered entries. 0 or -errno; -ENOENT too where there are none. */
int edges_add(struct set *s, int fd, struct epoll_event *event);
int edges_mod(struct set *s, int fd, struct epoll_event *event);
int edges_del(struct set *s, int fd);
/* Is fd one of them? */
bool edges_have(struct set *s, int fd);
/* Waiter. Adds edges to the n events there are, up to max. New n; -errno only when there is none. */
int edges_collect(struct set *s, struct epoll_event *out, int n, int max);
/* Takes them out of the real epoll fd. */
void edges_unregister(struct set *s);
/* Puts them there; each that is ready is an edge once more. 0, or -errno of one that the kernel refused. */
int edges_register(struct set *s);
/* Forgets them. */
void edges_close(struct set *s);

/* ---- set_mirror.c: all locked ---- */

/* Nested, and what serves it has the members in the application's own epoll fd. */
static inline bool set_inside(const struct set *s)
{
	return s->serving->inside;
}

/* Can a member be had there? One-shot: what fires is nobody's until it is armed again. And with its number in the lower half of its data, as the
 * JDK and Netty have it: so that an event says the same to us and to whoever else may fetch it. */
static inline bool insider(int fd, uint32_t events, uint64_t data)
{
	return (events & EPOLLONESHOT) && !(events & (EPOLLET | EPOLLEXCLUSIVE)) && (uint32_t)data == (uint32_t)fd;
}

/* Puts the live entries of a nested set into its real epoll fd, or takes one in or out. 0 or -errno. */
int mirror_in(struct set *s, struct entry *e);
void mirror_out(struct set *s, struct entry *e);
int mirror_all(struct set *s);
/* Not locked: epfd turns out to be a member of another set. */
void set_nest(struct set *s);

/* ---- set_switch.c ---- */

/* Moves a set to an engine; one that is nested goes to the kernel's epoll if the engine's `nested` can't have it. 0 or -errno (it is where
 * it was, or on epoll, or on poll where the kernel's epoll has no room). */
int set_switch(struct set *s, uint32_t engine);
/* Locked. */
int set_switch_locked(struct set *s, uint32_t engine);
/* Locked, with the role: an engine failed. The set is on the kernel's epoll then, or on poll where the kernel refuses it. */
void set_fall_back(struct set *s, enum fallback reason);

/* ---- set_adopt.c ---- */

/* Looks through every epoll fd's interest list in /proc for members that are sets: those are nested. */
void sets_find_nested(void);

/* ---- kick.c: the one eventfd that is always readable ---- */

/* Registers the kick in the real epoll fd, so that every epoll_wait(2) on it returns. 0 or -errno. */
int kick_add(struct set *s);
void kick_remove(struct set *s);
/* Is this the kick's record? */
bool kick_is(uint64_t data);
/* Takes the kick's records out of what epoll_wait(2) returned. New n. */
int kick_filter(struct epoll_event *events, int n);
void kick_close(void);

/* ---- own_fd.c: descriptors of Pollux itself ---- */

/* Notes a new descriptor (or passes a negative error on) so that no total shows it; returns it. */
int own_fd(int fd, enum fd_proto proto);
void own_fd_close(int fd);

/* ---- pollable.c ---- */

/* Would epoll take this file? 0, or -EPERM or -EBADF as epoll_ctl(2) says. Asking is counted in the set's row. */
int pollable(struct set *s, int fd, mode_t mode);
void pollable_close(void);

/* ---- time and threads ---- */

/* gettid(2), asked once a thread. */
int32_t thread_id(void);
/* Threads that hold something for an engine (a signal mask): they give it back when they leave a wait. */
extern _Atomic int threads_held;
/* The first hook on a set from before the attach: the JDK uses it, so it may be moved now. Slow path of `pending`. */
void set_settle(struct set *s);
/* ns until `deadline`, 0 when past, -1 for UINT64_MAX. */
int64_t time_left(uint64_t deadline);
/* ns to epoll's ms, rounded up. */
int to_ms(int64_t ns);

#endif
