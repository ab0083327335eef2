/* A descriptor that was open before Pollux came, or came by a way no hook sees: its row opens when it is first met. */
#include <errno.h>
#include <string.h>

#include "fd_row.h"

/* The JVM's attach mechanism talks over /tmp/.java_pid<pid>, and closes each connection where no hook sees it: a row for the one
 * that brought Pollux in would stand for good. */
static bool is_attach_connection(const struct fd_look *look)
{
	char path[sizeof look->local.bytes + 1] = "";
	memcpy(path, look->local.bytes, sizeof look->local.bytes);
	return look->role == ROLE_ACCEPTED && look->proto == PROTO_UNIX && strstr(path, "/.java_pid");
}

bool fd_row_open_late(int fd, struct fd_row *row, bool own)
{
	struct fd_look look;
	if (!fd_look(fd, &look) || is_attach_connection(&look))
		return false;
	look.own = own || fd == ledger_fd();
	fd_row_open(row, &look);
	return true;
}

/* Marked dead, not yet closed: the number still leads to the dead row's file. A row for it would never see its close. */
static bool is_dying(int fd, const struct fd_row *row)
{
	struct fd_look look = { 0 };
	return row->conn != 0 && fd_look_identity(fd, &look) && fd_row_is(row, &look);
}

struct fd_row *fd_row_adopt(int fd, bool own, bool *opened)
{
	int saved = errno;
	struct fd_row *row = fd_row_claim(fd);
	if (!row)
		return NULL;
	bool open = row->state != FD_FREE;
	*opened = !open && !is_dying(fd, row) && fd_row_open_late(fd, row, own);
	fd_row_release(row);
	errno = saved;
	return open || *opened ? row : NULL;
}

struct fd_row *fd_adopt(int fd)
{
	bool opened;
	return fd_row_adopt(fd, is_own_thread(), &opened);
}
