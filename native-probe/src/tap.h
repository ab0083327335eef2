/* The side tap: when the kernel made a descriptor readable, as against when a wait of the application reported it. A stamp taken when a
 * wait returns can't show that: the wait began late. So one thread of ours has an epoll instance of its own, edge-triggered, over a sample of
 * the application's sockets; it never reads them, and the application's sets know nothing of it.
 *
 * What it learns stands in one word of the descriptor's row, `tap`, which changes by compare-and-exchange alone:
 *
 *             edge seen                    readable, and still nobody told
 *     IDLE ─────────────► LOOKING ─────────────────────────────► a stamp (ns) ── report ──► IDLE, now - stamp is the delay
 *      ▲                    │  │                                      │
 *      └─── not readable ───┘  └─ report ─► TOLD | ns ◄── report ── IDLE
 *      └────────────────────────── read ──────────────────────────────┘
 *
 *  - A stamp is a moment at which the descriptor was found readable after the word said LOOKING, and every read after that moment takes it
 *    away; so data that was consumed without a report never leaves one behind.
 *  - TOLD: a report found no stamp. If the edge that the thread meets next is younger than its last look, the wait was quicker than the
 *    thread: the delay was too short to see, and counts as 0.
 *  - A stamp set while the application did not want input counts from when it wants it (`unwanted`).
 *  - NEW: registered, and perhaps readable since before: the first edge says nothing.
 * Every delay is a lower bound: the thread may have to wait for a processor as any other. */
#ifndef POLLUX_TAP_H
#define POLLUX_TAP_H

#include "ledger.h"

#define TAP_OFF     0ull
#define TAP_IDLE    1ull
#define TAP_NEW     2ull
#define TAP_LOOKING 3ull
#define TAP_TOLD    (1ull << 63)

#define TAP_WHOLE 1000000u /* a share of 1 */
#define TAP_FLOOR 16       /* while fewer descriptors than this are watched, every new one is */

/* ---- tap_thread.c ---- */

/* Watches a share (0 to TAP_WHOLE) of the application's sockets from now on; 0 ends the thread and closes what it held. Returns how many are
 * watched, or -errno, and then nothing is. Thread-safe; the ledger must be open. */
int tap_use(uint32_t share);
/* Threads of the tap that run: 1 or 0. */
int tap_threads(void);

/* ---- tap_members.c ---- */

/* Where members are registered from now on, those that are open already among them. Returns how many there are. close comes before the
 * epoll fd is closed, and after the thread has ended. */
int tap_members_open(int epfd, uint32_t share);
void tap_members_close(void);
/* The row of an open descriptor, claimed by the caller, has a role: it may be watched from now on. Cold. */
void tap_enter(struct fd_row *row);
/* The descriptor dies or is replaced. Hot path of a close: one load. */
void tap_leave(struct fd_row *row);

/* ---- tap_word.c ---- */

/* The thread met an edge of descriptor `fd` in generation `conn`; at `since` it had met all there were. */
void tap_edge(int fd, uint64_t conn, uint64_t since);
/* Does poll(2) say POLLIN now? One system call. */
bool tap_readable(int fd);

/* Out of line what tap_reported, tap_served and tap_wanted (below) do for a row that is watched. Any thread. */
void tap_report(struct fd_row *row, int set, bool first, uint64_t now);
void tap_read(struct fd_row *row);
void tap_interest(struct fd_row *row, bool wanted, bool fresh);

/* Is the row watched? Hot path: one load. */
static inline bool tap_on(struct fd_row *row)
{
	return __builtin_expect(atomic_load(&row->tap) != TAP_OFF, 0);
}

/* A wait reported input. first: it was not reported yet, or has been read since. set: index of the set's row, -1: none. */
static inline void tap_reported(struct fd_row *row, int set, bool first, uint64_t now)
{
	if (tap_on(row))
		tap_report(row, set, first, now);
}

/* The application read or accepted, or tried to. */
static inline void tap_served(struct fd_row *row)
{
	if (tap_on(row))
		tap_read(row);
}

/* The application changed what it wants to be told. fresh: it could not have been told of input before. */
static inline void tap_wanted(struct fd_row *row, bool wanted, bool fresh)
{
	if (tap_on(row))
		tap_interest(row, wanted, fresh);
}

#endif
