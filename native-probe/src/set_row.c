/* Rows of sets: taken and freed as epoll instances come and go; their counts go to the engine that served them. */
#include "ledger.h"

static const bool is_max[SET_COLUMNS] = {
#define FD_SUM(name, unit, metric, help)
#define SET_SUM(name, unit, metric, help) [SET_##name] = false,
#define SET_MAX(name, unit, metric, help) [SET_##name] = true,
#include "columns.def"
};

/* Taken rows, apart from `used`: readers see a row only once it is filled in. */
static _Atomic uint8_t taken[SET_CAPACITY];

static void fold(struct set_row *row)
{
	struct engine_row *totals = &engine_rows[row->engine < ENGINES ? row->engine : 0];
	for (int i = 0; i < SET_COLUMNS; i++) {
		uint64_t value = atomic_exchange_explicit(&row->c[i], 0, memory_order_relaxed);
		if (row->own || value == 0)
			continue;
		if (is_max[i])
			count_max(&totals->c[i], value);
		else
			count(&totals->c[i], value);
	}
}

static int take(void)
{
	for (int i = 0; i < SET_CAPACITY; i++) {
		uint8_t seen = 0;
		if (atomic_load_explicit(&taken[i], memory_order_relaxed) == 0 &&
		    atomic_compare_exchange_strong(&taken[i], &seen, 1))
			return i;
	}
	return -1;
}

int set_row_open(int epfd, uint32_t engine, bool own)
{
	int index = fd_capacity ? take() : -1;
	if (index < 0)
		return -1;
	struct set_row *row = &set_rows[index];
	fold(row); /* what a late waiter counted after the last owner's close */
	hist_clear_set(index);
	row->engine = engine;
	row->epfd = epfd;
	row->members = 0;
	row->tid = 0;
	row->own = own;
	row->nested = 0;
	row->oneshot = row->edges = row->netty = 0;
	row->last_return_ns = 0;
	atomic_store_explicit(&row->used, 1, memory_order_release);
	ledger_use(SECTION_SET, (uint32_t)index);
	return index;
}

void set_row_fold(int index, bool closed, uint32_t new_engine)
{
	if (index < 0 || index >= SET_CAPACITY || !fd_capacity)
		return;
	struct set_row *row = &set_rows[index];
	if (closed)
		atomic_store_explicit(&row->used, 0, memory_order_release);
	fold(row);
	if (closed)
		atomic_store_explicit(&taken[index], 0, memory_order_release);
	else
		row->engine = new_engine;
}

void set_rows_reset(void)
{
	for (int i = 0; i < SET_CAPACITY; i++)
		atomic_store_explicit(&taken[i], 0, memory_order_relaxed);
}
