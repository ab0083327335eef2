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

#define LEDGER_MAGIC   0x0058554c4c4f5001ull /* bytes 01 'P' 'O' 'L' 'L' 'U' 'X' 00 */
#define LEDGER_VERSION 1u
#define LEDGER_NAME    "pollux"              /* the memfd's name: /proc/<pid>/fd/N -> /memfd:pollux (deleted) */

enum ledger_section {
#define SECTION(id, name, record, capacity) SECTION_##id,
#include "sections.def"
	SECTIONS
};

#define ENUM_ID(id, label) id,
enum fd_state {
#define FD_STATE ENUM_ID
#include "enums.def"
	FD_STATES
};
enum fd_role {
#define FD_ROLE ENUM_ID
#include "enums.def"
	ROLES
};
enum fd_proto {
#define FD_PROTO ENUM_ID
#include "enums.def"
	PROTOS
};
enum fd_mode {
#define FD_MODE ENUM_ID
#include "enums.def"
	FD_MODES
};
enum hook_state {
#define HOOK_STATE ENUM_ID
#include "enums.def"
	HOOK_STATES
};
enum hist_kind {
#define HIST_KIND ENUM_ID
#include "enums.def"
	HIST_KINDS
};
#undef ENUM_ID
/* Kinds by role come first in enums.def, those that are kept by set as well before the others, and then the same by set. */
#define HIST_ROLE_KINDS ((int)HIST_REPORT_DELAY_SET)
#define HIST_SET_KINDS  ((int)HIST_KINDS - HIST_ROLE_KINDS)

enum ledger_engine {
#define ENGINE(id, name) LEDGER_ENGINE_##id,
#include "engines.def"
#undef ENGINE
	ENGINES
};

enum fallback {
#define FALLBACK(id) FALLBACK_##id,
#include "incidents.def"
	FALLBACKS
};
enum overflow {
#define OVERFLOW(id) OVERFLOW_##id,
#include "incidents.def"
	OVERFLOWS
};

#define SET_CAPACITY 4096
#define HOOK_CAPACITY 512
#define HIST_SHARDS  16 /* records that share one role's histogram */
#define HIST_BY_ROLE (HIST_ROLE_KINDS * (int)ROLES * HIST_SHARDS) /* records before the first of a set */

enum fd_column {
#define FD_SUM(name, unit, metric, help) FD_##name,
#define SET_SUM(name, unit, metric, help)
#include "columns.def"
	FD_COLUMNS
};
enum set_column {
#define FD_SUM(name, unit, metric, help)
#define SET_SUM(name, unit, metric, help) SET_##name,
#include "columns.def"
	SET_COLUMNS
};

typedef _Atomic uint64_t counter;

/* An address as getsockname(2) and getpeername(2) give it; names are looked up by readers, never here.
 * family 0: none. inet: port in host order, ip[4] or ip[16]. unix: the path's tail, NUL padded; an abstract name starts with '@'. */
struct ledger_addr {
	uint16_t family;
	uint16_t port;
	uint8_t bytes[28];
};

/* One descriptor, in cache lines of its own. `claim` serialises births, deaths and adoption of one number; counting never looks
 * at it. After a death the row keeps `inode` and `group`: what is still on its way in the kernel is told from a new owner by
 * the first, and a count that comes late goes to the old owner's group by the second. */
struct fd_row {
	_Alignas(64) _Atomic uint32_t state; /* enum fd_state */
	_Atomic uint32_t group;      /* index of the group row; GROUP_PENDING until role and peer are known */
	_Atomic uint64_t conn;       /* generation */
	_Atomic uint64_t tap;        /* what the side tap knows, see tap.h; 0: it does not watch */
	_Atomic uint8_t role, proto; /* enum fd_role, enum fd_proto */
	_Atomic uint8_t own;         /* a descriptor of Pollux itself, left out of every total */
	_Atomic uint8_t nonblocking; /* enum fd_mode: last mode seen */
	_Atomic int32_t loop;        /* index of the set row that took it in or reported it last, -1: none */
	_Atomic uint64_t reported_ns;     /* when input readiness was reported and not read since; 0: none pending */
	_Atomic uint64_t reported_out_ns; /* likewise for output */
	_Atomic uint64_t last_io_ns;      /* end of the last read or write */
	_Atomic uint32_t claim;      /* 1: a thread is opening, closing or regrouping the row */
	_Atomic uint8_t unwanted;    /* where the tap watches: the application asked for no input */
	_Atomic uint8_t birth_seen;  /* by a hook, which will see its close too */
	uint8_t pad[2];
	uint64_t born_ns;            /* clock_ns() */
	uint64_t inode;              /* st_ino, unique among live sockets and pipes; 0: unknown */
	struct ledger_addr local, remote;
	counter c[FD_COLUMNS];
};

#define GROUP_PENDING UINT32_MAX

/* Totals of closed descriptors that share role, proto, accepted port or outbound peer.
 * group total = c + sum over live rows of that group: exact, and monotone without a second add on the hot path. */
struct group_row {
	_Alignas(64) _Atomic uint32_t used; /* 0: free, 1: in use, set last */
	uint8_t role, proto;
	uint16_t local_port;         /* accepted and listener: the listening port; otherwise 0 */
	char peer[48];               /* outbound: "ip:port" of the service; unix: its path; "other" past the limit */
	counter opened, closed;      /* descriptors that joined and left (a late connect moves a socket to another group): live = opened - closed */
	counter c[FD_COLUMNS];
};

/* One epoll instance of the application and what waiting on it cost since its last switch of engine. */
struct set_row {
	_Alignas(64) _Atomic uint32_t used;
	_Atomic uint32_t engine;     /* index in engines.def */
	_Atomic int32_t epfd;
	_Atomic uint32_t members;    /* interest list length where Pollux keeps one, else 0 */
	_Atomic int32_t tid;         /* kernel thread id of the last waiter */
	_Atomic uint8_t own, nested; /* nested: member of another set, mirrored in the kernel */
	_Atomic uint8_t oneshot;     /* interest is registered with EPOLLONESHOT: never by a Selector */
	_Atomic uint8_t edges;       /* an epoll instance of ours watches its edge-triggered members, see set_edges.c */
	_Atomic uint64_t last_return_ns; /* end of the last wait, for work_ns */
	counter c[SET_COLUMNS];
	_Atomic uint8_t netty;       /* waited on by Netty's natives */
};

/* Totals by engine: folded in when a set closes or switches. Engine total = c + sum over live sets that use it. */
struct engine_row {
	_Alignas(64) char name[16];
	_Atomic uint32_t available;  /* 0: this kernel refuses it */
	_Atomic uint32_t pad;
	counter c[SET_COLUMNS];
};

#define HIST_BUCKETS 64
/* log2 histogram: bucket i counts values in [2^(i-1), 2^i) ns, bucket 0 counts 0. */
struct hist_row {
	_Alignas(64) _Atomic uint32_t used;
	_Atomic uint32_t kind;       /* enum hist_kind */
	_Atomic uint32_t key;        /* enum fd_role, or index of the set row */
	uint32_t pad;
	counter sum_ns;
	counter bucket[HIST_BUCKETS];
};

/* One native of hooks.def. */
struct hook_row {
	_Atomic uint32_t used;
	_Atomic uint32_t state;      /* enum hook_state; ABSENT: this JDK has no such class or method; STOOD_DOWN: it has, and we could not */
	char name[80];               /* "sun.nio.ch.EPoll.wait" */
	char why[72];                /* for STOOD_DOWN: what stood in the way */
};

/* How often each thing of incidents.def happened. */
struct fallback_row {
	char reason[24];
	counter count;
};
struct overflow_row {
	char label[24];
	counter count;
};

/* Facts about the agent, by name; text is UTF-8 and NUL terminated. Java writes most of them. */
#define META_VALUE_BYTES 4000
struct meta_row {
	_Atomic uint32_t used;
	_Atomic uint32_t seq;        /* odd while being written */
	char name[24];               /* engine port options main_class jvm reply:code reply:text ... */
	char value[META_VALUE_BYTES];
};

/* Where a section lies. used: records [0, used) may hold something; the others were never touched. */
struct ledger_section_desc {
	char name[16];
	uint64_t offset;
	uint32_t record_bytes, capacity;
	_Atomic uint32_t used;
	uint32_t pad;
};

/* One field of a section's record (section "header": of the header itself).
 * type: u8 u16 u32 i32 u64 addr text, an array where bytes is a multiple of the type's size; kind: key sum max state, a u64
 * sum is a counter; unit: events calls bytes ns fds or ""; enumeration: name of the enum its values belong to, or "";
 * metric, part_of: as in columns.def, "" where there is none; group's opened and closed have the metrics fds_opened and fds_closed. */
struct ledger_field_desc {
	char section[16], name[24], type[8], kind[8], unit[8], enumeration[16];
	uint32_t offset, bytes;
	char help[112], metric[48], part_of[24];
};

struct ledger_enum_desc {
	char enumeration[16], label[20];
	uint32_t value;
};

struct ledger_header {
	_Atomic uint64_t magic;      /* written last */
	uint32_t version, header_bytes;
	uint32_t pid, sections;
	uint32_t fields, enums;
	uint64_t fields_offset, enums_offset;
	uint64_t start_realtime_ns;  /* CLOCK_REALTIME when the ledger was made */
	uint64_t start_clock_ns;     /* clock_ns() at the same moment */
	_Atomic uint64_t detached;   /* 1 after detach: the numbers are final */
	_Atomic uint64_t conns;      /* last generation given */
	counter lost_fds;            /* calls on descriptors past the ledger's capacity */
	struct ledger_section_desc section[SECTIONS];
};

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

static inline void count(counter *c, uint64_t n)
{
	atomic_fetch_add_explicit(c, n, memory_order_relaxed);
}

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
