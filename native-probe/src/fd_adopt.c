/* Descriptors that were open before Pollux came, or that came by a way no hook sees. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
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

static struct fd_row *adopt(int fd, bool own, bool *opened)
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
	return adopt(fd, is_own_thread(), &opened);
}

/* Closed, or closed and reused, without a hook's seeing it. Regular files may share an inode, but then also all that a row says. */
static bool is_stale(int fd, const struct fd_row *row)
{
	struct fd_look look = { 0 };
	return !fd_look_identity(fd, &look) || (row->inode != 0 && row->inode != look.inode);
}

static void retire_stale_rows(void)
{
	uint32_t used = atomic_load(&ledger->section[SECTION_FD].used);
	for (uint32_t fd = 0; fd < used; fd++) {
		if (fd_rows[fd].state == FD_FREE)
			continue;
		struct fd_row *row = fd_row_claim((int)fd);
		if (!row)
			return;
		if (row->state != FD_FREE && is_stale((int)fd, row))
			fd_row_retire(row);
		fd_row_release(row);
	}
}

/* One pass over /proc/self/fd, without the descriptor that reads it. */
static int adopt_from(DIR *directory, bool listeners_only)
{
	struct dirent *entry;
	int count = 0;
	rewinddir(directory);
	while ((entry = readdir(directory))) {
		int fd = atoi(entry->d_name);
		bool opened = false;
		if (!isdigit((unsigned char)entry->d_name[0]) || fd == dirfd(directory))
			continue;
		if (!listeners_only || fd_look_listens(fd))
			adopt(fd, false, &opened);
		count += opened;
	}
	return count;
}

/* Listeners first: they tell which connections were accepted. */
int fds_adopt(void)
{
	if (fd_capacity == 0)
		return -ENODEV;
	DIR *directory = opendir("/proc/self/fd");
	if (!directory)
		return -errno;
	clock_anchor();
	retire_stale_rows();
	int count = adopt_from(directory, true) + adopt_from(directory, false);
	closedir(directory);
	return count;
}
