#include "fd_row.h"

#include <sched.h>

#include "clock.h"
#include "fence.h"
#include "group.h"
#include "listening.h"
#include "tap.h"

struct fd_row *fd_row_claim(int fd)
{
	if ((uint32_t)fd >= atomic_load_explicit(&fd_capacity, memory_order_acquire))
		return NULL;
	struct fd_row *row = &fd_rows[fd];
	while (atomic_exchange_explicit(&row->claim, 1, memory_order_acquire))
		sched_yield();
	return row;
}

void fd_row_release(struct fd_row *row)
{
	atomic_store_explicit(&row->claim, 0, memory_order_release);
}

bool fd_row_is(const struct fd_row *row, const struct fd_look *look)
{
	return look->unique && row->inode == look->inode;
}

void fd_row_next_generation(struct fd_row *row)
{
	uint64_t conn = atomic_fetch_add_explicit(&ledger->conns, 1, memory_order_relaxed) + 1;
	atomic_store_explicit(&row->conn, conn, memory_order_release);
}

static bool counted_something(struct fd_row *row)
{
	uint64_t any = 0;
	for (int i = 0; i < FD_COLUMNS; i++)
		any |= atomic_load_explicit(&row->c[i], memory_order_relaxed);
	return any != 0;
}

/* The group of a row that never learned its role. */
static uint32_t leftover_group(const struct fd_row *row)
{
	struct group_key key = { .role = ROLE_OTHER, .proto = row->proto };
	return group_of(&key);
}

void fd_row_retire(struct fd_row *row)
{
	bool open = atomic_load(&row->state) == FD_OPEN;
	tap_leave(row);
	atomic_store_explicit(&row->state, FD_FREE, memory_order_release);
	if (row->conn == 0)
		return;
	fd_row_next_generation(row);
	fence_release();
	if (row->own) {
		group_drop(row);
		return;
	}
	if (row->group == GROUP_PENDING) {
		if (!open && !counted_something(row))
			return;
		row->group = leftover_group(row);
		count(&group_rows[row->group].opened, open);
	}
	count(&group_rows[row->group].closed, open);
	group_fold(row->group, row);
}

/* For readers the row is free meanwhile: they must not see what it counted under the one group beside the name of the other. */
static void leave(uint32_t group, struct fd_row *row)
{
	atomic_store_explicit(&row->state, FD_FREE, memory_order_release);
	fence_release();
	count(&group_rows[group].closed, 1);
	group_fold(group, row);
}

void fd_row_regroup(struct fd_row *row)
{
	if (row->own)
		return;
	struct group_key key = group_key(row->role, row->proto, &row->local, &row->remote);
	uint32_t before = row->group, after = group_of(&key), state = row->state;
	if (before == after)
		return;
	if (before != GROUP_PENDING)
		leave(before, row);
	row->group = after;
	count(&group_rows[after].opened, 1);
	atomic_store_explicit(&row->state, state, memory_order_release);
	tap_enter(row);
}

static void reset(struct fd_row *row)
{
	row->loop = -1;
	row->reported_ns = 0;
	row->reported_out_ns = 0;
	row->last_io_ns = 0;
	row->birth_seen = false;
	clock_anchor();
	row->born_ns = clock_ns();
}

void fd_row_open(struct fd_row *row, const struct fd_look *look)
{
	fd_row_retire(row);
	reset(row);
	row->role = (uint8_t)look->role;
	row->proto = (uint8_t)look->proto;
	row->own = look->own;
	row->nonblocking = (uint8_t)look->mode;
	row->inode = look->inode;
	row->local = look->local;
	row->remote = look->remote;
	row->group = GROUP_PENDING;
	fd_row_next_generation(row);
	if (look->role == ROLE_LISTENER && look->proto == PROTO_TCP)
		listening_add(look->local.port);
	if (look->settled)
		fd_row_regroup(row);
	ledger_use(SECTION_FD, (uint32_t)(row - fd_rows));
	atomic_store_explicit(&row->state, FD_OPEN, memory_order_release);
}

