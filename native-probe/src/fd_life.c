/* What happens to descriptors: births, connects, listens, replacements and deaths, as the hooks tell them. */
#include <errno.h>
#include <string.h>

#include "fd_addr.h"
#include "fd_row.h"
#include "listening.h"

static _Thread_local bool own;

void own_thread(bool is_own)
{
	own = is_own;
}

bool is_own_thread(void)
{
	return own;
}

static bool is_own(int fd)
{
	return (uint32_t)fd < fd_capacity && fd_rows[fd].state != FD_FREE && fd_rows[fd].own;
}

/* What a birth says and what the kernel adds. A number that is not open at all (-EBADF) still gets its row. */
static void look_at_birth(int fd, enum fd_role role, enum fd_proto proto, int parent, struct fd_look *look)
{
	memset(look, 0, sizeof *look);
	look->role = role;
	look->proto = proto;
	look->own = is_own_thread() || is_own(parent);
	look->settled = role != ROLE_OTHER || (proto != PROTO_TCP && proto != PROTO_UNIX);
	fd_look_identity(fd, look);
	if (role == ROLE_ACCEPTED || role == ROLE_OUTBOUND || role == ROLE_LISTENER)
		fd_look_local(fd, &look->local);
	if (role == ROLE_ACCEPTED || role == ROLE_OUTBOUND)
		fd_look_remote(fd, &look->remote);
	if (look->local.family == 0 && (uint32_t)parent < fd_capacity)
		look->local = fd_rows[parent].local;
}

/* Another thread met the new descriptor before its birth was marked, and adopted it: same file, so same row. */
static bool already_adopted(struct fd_row *row, const struct fd_look *look)
{
	return row->state == FD_OPEN && fd_row_is(row, look) && !look->own && !row->own;
}

static void refine(struct fd_row *row, const struct fd_look *look)
{
	row->role = (uint8_t)look->role;
	if (look->local.family)
		fd_addr_publish(&row->local, &look->local);
	if (look->remote.family)
		fd_addr_publish(&row->remote, &look->remote);
	if (look->settled)
		fd_row_regroup(row);
}

void fd_born(int fd, enum fd_role role, enum fd_proto proto, int parent)
{
	int saved = errno;
	struct fd_row *row = fd_row_claim(fd);
	struct fd_look look;
	if (!row)
		return;
	look_at_birth(fd, role, proto, parent, &look);
	if (already_adopted(row, &look))
		refine(row, &look);
	else
		fd_row_open(row, &look);
	row->birth_seen = true;
	fd_row_release(row);
	errno = saved;
}

static void connected(int fd, struct fd_row *row)
{
	struct ledger_addr local, remote;
	bool peer = fd_look_remote(fd, &remote);
	if (!peer && row->proto != PROTO_UDP)
		return;
	fd_look_local(fd, &local);
	fd_addr_publish(&row->local, &local);
	fd_addr_publish(&row->remote, &remote);
	row->role = peer ? ROLE_OUTBOUND : ROLE_OTHER;
	fd_row_regroup(row);
}

void fd_connected(int fd)
{
	int saved = errno;
	struct fd_row *row = fd_row_claim(fd);
	if (!row)
		return;
	if (row->state == FD_OPEN || (row->state == FD_FREE && fd_row_open_late(fd, row, is_own_thread())))
		connected(fd, row);
	fd_row_release(row);
	errno = saved;
}

void fd_bound(int fd)
{
	int saved = errno;
	struct fd_row *row = fd_row_claim(fd);
	struct ledger_addr local;
	if (!row)
		return;
	if (row->state == FD_OPEN && fd_look_local(fd, &local))
		fd_addr_publish(&row->local, &local);
	fd_row_release(row);
	errno = saved;
}

static void listening(int fd, struct fd_row *row)
{
	struct ledger_addr local;
	if (fd_look_local(fd, &local))
		fd_addr_publish(&row->local, &local);
	if (row->proto == PROTO_TCP)
		listening_add(row->local.port);
	row->role = ROLE_LISTENER;
	fd_row_regroup(row);
}

void fd_listening(int fd)
{
	int saved = errno;
	struct fd_row *row = fd_row_claim(fd);
	if (!row)
		return;
	if (row->state == FD_OPEN || (row->state == FD_FREE && fd_row_open_late(fd, row, is_own_thread())))
		listening(fd, row);
	fd_row_release(row);
	errno = saved;
}

void fd_is_wakeup(int fd)
{
	int saved = errno;
	struct fd_row *row = fd_row_claim(fd);
	if (!row)
		return;
	if (row->state == FD_OPEN || (row->state == FD_FREE && fd_row_open_late(fd, row, is_own_thread()))) {
		row->role = ROLE_WAKEUP;
		fd_row_regroup(row);
	}
	fd_row_release(row);
	errno = saved;
}

void fd_dead(int fd)
{
	struct fd_row *row = fd_row_claim(fd);
	if (!row)
		return;
	if (row->state != FD_FREE)
		fd_row_retire(row);
	fd_row_release(row);
}

/* One socket of the JDK's stands under every pre-closed number, so the kernel has nothing to say about the connection. */
static void preclose(int fd, struct fd_row *row)
{
	struct fd_look look = { 0 };
	bool known = row->state != FD_FREE;
	fd_row_retire(row);
	if (!known) {
		row->group = GROUP_PENDING;
		row->role = ROLE_OTHER;
		row->proto = PROTO_OTHER;
		fd_row_next_generation(row);
	}
	fd_look_identity(fd, &look);
	row->inode = look.inode;
	row->loop = -1;
	row->reported_ns = 0;
	row->reported_out_ns = 0;
	atomic_store_explicit(&row->state, FD_PRECLOSED, memory_order_release);
}

void fd_replaced(int fd, bool preclosed)
{
	int saved = errno;
	struct fd_row *row = fd_row_claim(fd);
	if (!row)
		return;
	if (preclosed)
		preclose(fd, row);
	else
		fd_row_open_late(fd, row, is_own_thread() || is_own(fd));
	fd_row_release(row);
	errno = saved;
}
