/* The ledger: what Pollux counts, in a memfd that draws itself, so another process of the same user reads it
 * through /proc/<pid>/fd while the JVM hangs or is stopped.
 *
 *   offset 0            header_bytes        section[k].offset (page aligned)
 *   +------------------+-------------------+------------------------------------------------+
 *   | struct ledger_   | fields[] enums[]  | sections.def: meta hook engine set group ... fd |
 *   | header           | (what is where)   | each: capacity records of record_bytes          |
 *   +------------------+-------------------+------------------------------------------------+
 *
 * Writers add in place: relaxed atomics, no lock, no allocation. Every multi-byte value is little endian.
 * A row is keyed by fd number + `conn`, a process-wide sequence that moves at birth, death and dup2.
 *
 * How to read it, from another process or this one:
 *  - know magic, version and the three descriptor structs; find sections, fields and enum labels by name, never by place;
 *  - read `used` records of a section, not its capacity: a mapped read of an untouched page makes the kernel fill it in;
 *  - a fd row is taken when state is not "free" and state and conn are the same after the copy as before it; else it changed
 *    hands meanwhile: copy again, or leave it out;
 *  - group total = the group's own columns + those of its live rows. Take the groups first, then the rows: a row that folds
 *    in between is then in neither and the total is short for one reading, never too high. Exporters keep the highest total
 *    they have shown, so a counter never falls;
 *  - rows with own = 1 (Pollux's own descriptors) are in no group and belong in no total;
 *  - hist records that share kind and key add up (the counts are spread so that threads do not fight for a cache line).
 */
#ifndef POLLUX_LEDGER_H
#define POLLUX_LEDGER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger_rows.h"

#define LEDGER_MAGIC   0x0058554c4c4f5001ull /* bytes 01 'P' 'O' 'L' 'L' 'U' 'X' 00 */
#define LEDGER_VERSION 1u
#define LEDGER_NAME    "pollux"              /* the memfd's name: /proc/<pid>/fd/N -> /memfd:pollux (deleted) */

/* ---- life ---- */

/* Makes the memfd, maps it, writes the header. Returns the memfd's number (the same when it is open already) or -errno; nothing
 * is left behind on failure. A ledger can be opened again after ledger_close: a new memfd, at the same addresses.
 * Cold path. Thread-safe with counting, not with itself or ledger_close. */
int ledger_open(void);
/* ledger_open with another number of fd rows, for tests. */
int ledger_open_sized(uint32_t fd_records);
/* Folds nothing, marks the ledger detached, closes our fd; readers that hold it keep it. From here on no row is opened. The
 * mapping stays, as a late writer inside a hook must not fault; its pages are given back (the same addresses then read zero)
 * once `unmap` says no hook is inside any more. May be called again with unmap. */
void ledger_close(bool unmap);
/* The number of the memfd, or -1. */
int ledger_fd(void);

/* Base of each section; valid after ledger_open. */
extern struct ledger_header *ledger;
extern struct fd_row *fd_rows;
extern _Atomic uint32_t fd_capacity; /* 0 while the ledger is closed */
extern struct group_row *group_rows;
extern struct set_row *set_rows;
extern struct engine_row *engine_rows;
extern struct hist_row *hist_rows;
extern struct hook_row *hook_rows;
extern struct meta_row *meta_rows;
extern struct fallback_row *fallback_rows; /* by enum fallback */
extern struct overflow_row *overflow_rows; /* by enum overflow */

/* ---- descriptors: births, deaths, rows ---- */

/* All of these are thread-safe, keep errno, and do nothing while the ledger is closed. */

/* Marks a descriptor born; a row still open under this number is folded first (its close was not seen).
 * parent: the listener for an accepted connection, else -1. Reads addresses from the kernel where role and proto have some.
 * A TCP or Unix socket of ROLE_OTHER belongs to no group until fd_connected or fd_listening says what it is for. */
void fd_born(int fd, enum fd_role role, enum fd_proto proto, int parent);
/* Outbound: after connect(2) succeeded (or finished): learns addresses and group. A UDP socket that was disconnected is
 * ROLE_OTHER again. Nothing happens while the kernel knows no peer. */
void fd_connected(int fd);
/* After bind(2): learns the local address; a datagram socket has no other moment. */
void fd_bound(int fd);
/* After listen(2). */
void fd_listening(int fd);
/* A pipe end turned out to wake a loop (its first write1 or drain): role and group change, before any payload. */
void fd_is_wakeup(int fd);
/* Before close(2): folds the row into its group and frees it. */
void fd_dead(int fd);
/* After dup2(2) put another file under the number: folds, then opens a fresh row in state FD_PRECLOSED or FD_OPEN.
 * A pre-closed row keeps role, addresses and group of the connection it was, for what its last reader still counts, but is no
 * more among the group's open descriptors. */
void fd_replaced(int fd, bool preclosed);
/* Slow path of fd_row_of(): looks at the descriptor with fstat, SO_TYPE, getsockname... and opens its row.
 * Null if fd is not open, or was marked dead and its close(2) is still to come. */
struct fd_row *fd_adopt(int fd);
/* Rows for every open descriptor that has none; rows whose descriptor was closed or replaced behind our back are folded.
 * Returns how many were opened, or -errno. Cold: some ten system calls for a new row, one or two for any other number. */
int fds_adopt(void);
/* Descriptors born on this thread, or first met on it, belong to Pollux from now on (or no longer). */
void own_thread(bool own);
/* What own_thread said last on the calling thread. */
bool is_own_thread(void);

/* The row of an open descriptor, opened on first sight; null when there can be none. Hot path: one load when it exists. */
static inline struct fd_row *fd_row_of(int fd)
{
	if (__builtin_expect((uint32_t)fd >= atomic_load_explicit(&fd_capacity, memory_order_relaxed), 0)) {
		if (ledger && fd >= 0)
			atomic_fetch_add_explicit(&ledger->lost_fds, 1, memory_order_relaxed);
		return NULL;
	}
	struct fd_row *row = &fd_rows[fd];
	if (__builtin_expect(atomic_load_explicit(&row->state, memory_order_acquire) == FD_FREE, 0))
		return fd_adopt(fd);
	return row;
}

/* Generation of a descriptor, 0 when unknown. */
static inline uint64_t fd_conn(int fd)
{
	return (uint32_t)fd < atomic_load_explicit(&fd_capacity, memory_order_relaxed)
		       ? atomic_load_explicit(&fd_rows[fd].conn, memory_order_acquire)
		       : 0;
}

/* Adds in place. Any thread. Hot path: one relaxed atomic add. */
static inline void count(counter *c, uint64_t n)
{
	atomic_fetch_add_explicit(c, n, memory_order_relaxed);
}

/* Keeps the highest value. Any thread. Hot path: one load, as long as nothing is higher. */
static inline void count_max(counter *c, uint64_t n)
{
	uint64_t seen = atomic_load_explicit(c, memory_order_relaxed);
	while (seen < n && !atomic_compare_exchange_weak_explicit(c, &seen, n, memory_order_relaxed, memory_order_relaxed))
		;
}

/* ---- sets, histograms, facts ---- */

/* Raises a section's `used` so that it covers record `index`. */
void ledger_use(enum ledger_section section, uint32_t index);

/* A row for a set; -1 when the table is full (the set is then counted in its engine's row alone). own: left out of engine totals. */
int set_row_open(int epfd, uint32_t engine, bool own);
/* Folds the row into its engine's totals; closed: frees it, else it goes on under new_engine. */
void set_row_fold(int index, bool closed, uint32_t new_engine);
/* Adds one value to the histogram `kind` of a role, and to that of the set (set < 0: none) where there is one. Hot path. */
void hist_add(enum hist_kind kind, enum fd_role role, int set, uint64_t ns);
/* The record of a kind and a set, or the first of HIST_SHARDS of a kind and a role. */
uint32_t hist_index(enum hist_kind kind, uint32_t key);
/* Empties the histograms of a set; for set_row_open. */
void hist_clear_set(int set);
/* Frees every set row's place; not thread-safe, for ledger_open. */
void set_rows_reset(void);
/* Writes a fact; the value is cut at META_VALUE_BYTES - 1. Returns 0, -ENOSPC or, with no ledger, -ENODEV. Cold path, serialised by a lock of its own. */
int meta_put(const char *name, const char *value);

#endif
