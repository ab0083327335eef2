/* The records of the ledger's sections, then its header and the descriptors by which it draws itself (fields.def names the fields).
 * ledger.h says how to read them. */
#ifndef POLLUX_LEDGER_ROWS_H
#define POLLUX_LEDGER_ROWS_H

#include <stdatomic.h>
#include <stdint.h>

#include "ledger_ids.h"

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

#endif
