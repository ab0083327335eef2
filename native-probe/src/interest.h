/* The interest list of one set, kept in user space while an engine of ours serves it.
 *
 *   slot_of[fd] -> index -> at[index]        an index is stable until the list is compacted; a dead entry (fd < 0) is a hole
 *   dirty[]   indexes the engine has not been told about yet, each once (ENTRY_DIRTY)
 *   maybe[]   a ring of indexes that may be ready and wait for a verifying poll, each once (ENTRY_QUEUED)
 *
 * Both flags and `own` belong to the index, not to the descriptor: they survive the death of an entry and the reuse of its hole,
 * so no list ever holds an index twice. Not thread-safe: the set's lock covers it. */
#ifndef POLLUX_INTEREST_H
#define POLLUX_INTEREST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum entry_flag {
	ENTRY_DIRTY    = 1 << 0,
	ENTRY_QUEUED   = 1 << 1,
	ENTRY_DISABLED = 1 << 2, /* a one-shot entry that has fired */
	ENTRY_MIRRORED = 1 << 3, /* registered in the application's real epoll fd */
	ENTRY_WATCHED  = 1 << 4, /* the engine has it registered in the kernel */
	ENTRY_WEAK     = 1 << 5, /* sigio: this file raises no signals */
	ENTRY_UNIX     = 1 << 6, /* sigio: AF_UNIX, raises not all of them */
	ENTRY_SOCKET   = 1 << 7, /* what kind of file it is */
	ENTRY_CHARACTER = 1 << 8,
	ENTRY_EDGES = 1 << 9,    /* not the application's: the epoll fd beside the set, see set_edges.c */
	ENTRY_PARKED = 1 << 10,  /* DELed by the application, still registered by the engine: see engine.h, park */
	ENTRY_BORN = 1 << 11,    /* a hook has seen the descriptor's birth */
	ENTRY_WAKEUP = 1 << 12,  /* epoll-lazy: an eventfd that need not be drained, see undrained.h */
	ENTRY_OF_INDEX = ENTRY_DIRTY | ENTRY_QUEUED,
	ENTRY_OF_ENGINE = ENTRY_OF_INDEX | ENTRY_WATCHED | ENTRY_WEAK | ENTRY_UNIX | ENTRY_WAKEUP,
};

/* One cache line: a wait that finds one descriptor of ten thousand misses the cache once. */
struct entry {
	_Alignas(64) int fd;            /* -1: a hole */
	uint32_t events;   /* as the application asked; in a hole: the next hole + 1 */
	uint64_t data;
	uint64_t conn;     /* the ledger's generation of the descriptor at ADD, 0 unknown */
	uint64_t dev, ino; /* fstat at ADD: tells a reused number where the close was not seen */
	uint32_t serial;   /* of this ADD, never 0, unique in its set until it wraps */
	uint32_t flags;
	uint32_t own;      /* a word of the engine's */
	uint32_t noise;    /* hints since it was last queued */
	uint32_t round;    /* the wait that reported it last */
	uint16_t asked, hint; /* epoll-lazy: what the kernel reports edges of; what the last of them said */
};

struct interest {
	struct entry *at;
	uint32_t length, live, capacity, holes; /* holes: head of the free list, index + 1 */
	uint32_t *slot_of;                      /* by fd: index + 1 */
	uint32_t slots;
	uint32_t *dirty, dirty_length;
	uint32_t *maybe, maybe_head, maybe_length; /* ring of `capacity` */
	uint32_t serial;
};

/* The live entry of a descriptor, or null. */
static inline struct entry *interest_find(const struct interest *in, int fd)
{
	uint32_t slot = (uint32_t)fd < in->slots ? in->slot_of[fd] : 0;
	return slot ? &in->at[slot - 1] : NULL;
}

/* The place of an entry in in->at, until the list is compacted. */
static inline uint32_t interest_index(const struct interest *in, const struct entry *e)
{
	return (uint32_t)(e - in->at);
}

/* A new entry; there must be none for fd. Pointers to entries are void after it. Null: no memory. */
struct entry *interest_add(struct interest *in, int fd, uint32_t events, uint64_t data);
/* Leaves a hole. Lists keep the index. */
void interest_remove(struct interest *in, struct entry *e);
/* Puts the entry on the dirty list, once. */
void interest_touch(struct interest *in, struct entry *e);
/* Puts it at the tail of the maybe ring, once. */
static inline void interest_push(struct interest *in, struct entry *e)
{
	if (e->flags & ENTRY_QUEUED)
		return;
	e->flags |= ENTRY_QUEUED;
	in->maybe[(in->maybe_head + in->maybe_length++) & (in->capacity - 1)] = interest_index(in, e);
}

/* Takes the head of the maybe ring, with QUEUED off: a later push queues it again. Null: empty. May be a hole. */
static inline struct entry *interest_pop(struct interest *in)
{
	if (!in->maybe_length)
		return NULL;
	struct entry *e = &in->at[in->maybe[in->maybe_head]];
	in->maybe_head = (in->maybe_head + 1) & (in->capacity - 1);
	in->maybe_length--;
	e->flags &= ~(uint32_t)ENTRY_QUEUED;
	return e;
}

/* True when more than half of a list worth the work is holes. */
bool interest_sparse(const struct interest *in);
/* Squeezes the holes out. The dirty list must be empty; every entry is dirty afterwards; the ring keeps its order. */
void interest_compact(struct interest *in);
/* The engine has let go of everything: lists emptied, `own`, WATCHED, WEAK and UNIX cleared. */
void interest_unwatched(struct interest *in);
/* Forgets every entry and frees the memory. */
void interest_free(struct interest *in);

#endif
