/* Entries, holes, the dirty list and the maybe ring. */
#include "interest.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 16 /* a power of two, and doubled from there: the ring is masked */
#define SPARSE_FROM 64 /* holes; fewer cost less than squeezing them out (a hole costs ppoll 7 ns) */

static bool grow(void *array, size_t size, uint32_t from, uint32_t to)
{
	void **p = array;
	char *fresh = realloc(*p, size * to);
	if (!fresh)
		return false;
	memset(fresh + size * from, 0, size * (to - from));
	*p = fresh;
	return true;
}

/* realloc(3) keeps no alignment. */
static bool grow_lines(struct interest *in, uint32_t to)
{
	struct entry *fresh = aligned_alloc(_Alignof(struct entry), sizeof *fresh * to);
	if (!fresh)
		return false;
	if (in->capacity)
		memcpy(fresh, in->at, sizeof *fresh * in->capacity);
	memset(fresh + in->capacity, 0, sizeof *fresh * (to - in->capacity));
	free(in->at);
	in->at = fresh;
	return true;
}

static bool grow_ring(struct interest *in, uint32_t to)
{
	uint32_t *ring = malloc(sizeof *ring * to);
	if (!ring)
		return false;
	for (uint32_t i = 0; i < in->maybe_length; i++)
		ring[i] = in->maybe[(in->maybe_head + i) & (in->capacity - 1)];
	free(in->maybe);
	in->maybe = ring;
	in->maybe_head = 0;
	return true;
}

static bool grow_entries(struct interest *in)
{
	uint32_t to = in->capacity ? in->capacity * 2 : FIRST_CAPACITY;
	if (!grow_lines(in, to) || !grow(&in->dirty, sizeof *in->dirty, in->capacity, to) ||
	    !grow_ring(in, to))
		return false;
	in->capacity = to;
	return true;
}

static bool grow_slots(struct interest *in, int fd)
{
	uint32_t to = in->slots ? in->slots : FIRST_CAPACITY;
	while (to <= (uint32_t)fd)
		to *= 2;
	if (!grow(&in->slot_of, sizeof *in->slot_of, in->slots, to))
		return false;
	in->slots = to;
	return true;
}

struct entry *interest_add(struct interest *in, int fd, uint32_t events, uint64_t data)
{
	if ((uint32_t)fd >= in->slots && !grow_slots(in, fd))
		return NULL;
	if (!in->holes && in->length == in->capacity && !grow_entries(in))
		return NULL;
	uint32_t index = in->holes ? in->holes - 1 : in->length++;
	struct entry *e = &in->at[index];
	if (in->holes)
		in->holes = e->events;
	if (++in->serial == 0)
		in->serial = 1;
	*e = (struct entry){ .fd = fd, .events = events, .data = data, .serial = in->serial,
			     .flags = e->flags & ENTRY_OF_INDEX, .own = e->own };
	in->slot_of[fd] = index + 1;
	in->live++;
	return e;
}

void interest_remove(struct interest *in, struct entry *e)
{
	in->slot_of[e->fd] = 0;
	in->live--;
	e->fd = -1;
	e->serial = 0;
	e->flags &= ENTRY_OF_INDEX;
	e->events = in->holes;
	in->holes = interest_index(in, e) + 1;
}

void interest_touch(struct interest *in, struct entry *e)
{
	if (e->flags & ENTRY_DIRTY)
		return;
	e->flags |= ENTRY_DIRTY;
	in->dirty[in->dirty_length++] = interest_index(in, e);
}

bool interest_sparse(const struct interest *in)
{
	return in->length - in->live >= SPARSE_FROM && in->live < in->length / 2;
}

/* Live entries move to index `to`, and the ring is rewritten in its order; moved[] is the dirty array, which is free here. */
static uint32_t squeeze(struct interest *in, uint32_t *moved)
{
	uint32_t to = 0;
	for (uint32_t from = 0; from < in->length; from++) {
		moved[from] = in->at[from].fd < 0 ? UINT32_MAX : to;
		if (in->at[from].fd < 0)
			continue;
		in->at[to] = in->at[from];
		in->slot_of[in->at[to].fd] = to + 1;
		to++;
	}
	return to;
}

void interest_compact(struct interest *in)
{
	uint32_t length = squeeze(in, in->dirty), kept = 0;
	for (uint32_t i = 0; i < in->maybe_length; i++) {
		uint32_t index = in->dirty[in->maybe[(in->maybe_head + i) & (in->capacity - 1)]];
		if (index != UINT32_MAX)
			in->maybe[(in->maybe_head + kept++) & (in->capacity - 1)] = index;
	}
	in->maybe_length = kept;
	memset(&in->at[length], 0, sizeof *in->at * (in->length - length));
	in->length = length;
	in->holes = 0;
	in->dirty_length = 0;
	for (uint32_t i = 0; i < length; i++)
		interest_touch(in, &in->at[i]);
}

void interest_unwatched(struct interest *in)
{
	for (uint32_t i = 0; i < in->length; i++) {
		in->at[i].flags &= ~(uint32_t)ENTRY_OF_ENGINE;
		in->at[i].own = in->at[i].noise = 0;
	}
	in->dirty_length = in->maybe_length = 0;
}

void interest_free(struct interest *in)
{
	free(in->at);
	free(in->slot_of);
	free(in->dirty);
	free(in->maybe);
	*in = (struct interest){ 0 };
}
