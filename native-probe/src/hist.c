#include "ledger.h"

/* Threads without a set spread over the shards by the order they came; event loops by their set. */
static unsigned shard(int set)
{
	static _Atomic unsigned threads;
	static _Thread_local unsigned mine;
	if (set >= 0)
		return (unsigned)set % HIST_SHARDS;
	if (mine == 0)
		mine = atomic_fetch_add_explicit(&threads, 1, memory_order_relaxed) % HIST_SHARDS + 1;
	return mine - 1;
}

static unsigned bucket(uint64_t ns)
{
	unsigned bits = ns ? 64u - (unsigned)__builtin_clzll(ns) : 0;
	return bits < HIST_BUCKETS ? bits : HIST_BUCKETS - 1;
}

/* Records of one set stand together: readers look at no page past those of the highest set. */
uint32_t hist_index(enum hist_kind kind, uint32_t key)
{
	if ((int)kind < HIST_ROLE_KINDS)
		return ((uint32_t)kind * (uint32_t)ROLES + key) * HIST_SHARDS;
	return (uint32_t)HIST_BY_ROLE + key * (uint32_t)HIST_SET_KINDS + (uint32_t)((int)kind - HIST_ROLE_KINDS);
}

static inline void add(uint32_t index, enum hist_kind kind, uint32_t key, uint64_t ns)
{
	struct hist_row *row = &hist_rows[index];
	if (__builtin_expect(atomic_load_explicit(&row->used, memory_order_relaxed) == 0, 0)) {
		row->kind = kind;
		row->key = key;
		atomic_store_explicit(&row->used, 1, memory_order_release);
		ledger_use(SECTION_HIST, index);
	}
	count(&row->sum_ns, ns);
	count(&row->bucket[bucket(ns)], 1);
}

void hist_add(enum hist_kind kind, enum fd_role role, int set, uint64_t ns)
{
	if (fd_capacity == 0)
		return;
	add(hist_index(kind, role) + shard(set), kind, role, ns);
	if (set >= 0 && (int)kind < HIST_SET_KINDS) {
		enum hist_kind by_set = (enum hist_kind)((int)kind + HIST_ROLE_KINDS);
		add(hist_index(by_set, (uint32_t)set), by_set, (uint32_t)set, ns);
	}
}

static void clear(struct hist_row *row)
{
	if (!row->used)
		return;
	row->used = 0;
	row->sum_ns = 0;
	for (int i = 0; i < HIST_BUCKETS; i++)
		row->bucket[i] = 0;
}

void hist_clear_set(int set)
{
	for (int i = 0; i < HIST_SET_KINDS; i++)
		clear(&hist_rows[hist_index((enum hist_kind)(HIST_ROLE_KINDS + i), (uint32_t)set)]);
}
