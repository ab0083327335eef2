/* The whole table of descriptors: rows for those that have none, an end for rows whose descriptor went unseen. Number by number:
 * an entry of /proc/self/fd costs more than an fstat, and has to be met twice. */
#include <errno.h>
#include <stdio.h>

#include "clock.h"
#include "fd_row.h"

/* Size of the kernel's table: every open number is below it. It grows as numbers do, to twice the highest at most. */
static int table_size(void)
{
	char line[128];
	unsigned size = 0;
	FILE *status = fopen("/proc/self/status", "re");
	if (!status)
		return -errno;
	while (size == 0 && fgets(line, sizeof line, status))
		if (sscanf(line, "FDSize: %u", &size) != 1)
			size = 0;
	fclose(status);
	return size ? (int)size : -ENOENT;
}

/* Closed, or closed and reused, without a hook's seeing it. Regular files may share an inode, but then also all that a row says. */
static bool is_stale(int fd, const struct fd_row *row)
{
	struct fd_look look = { 0 };
	return !fd_look_identity(fd, &look) || (row->inode != 0 && row->inode != look.inode);
}

static void retire_if_stale(int fd)
{
	struct fd_row *row = fd_row_claim(fd);
	if (!row)
		return;
	if (row->state != FD_FREE && is_stale(fd, row))
		fd_row_retire(row);
	fd_row_release(row);
}

static bool has_row(int fd)
{
	return atomic_load_explicit(&fd_rows[fd].state, memory_order_acquire) != FD_FREE;
}

static int adopt_all(int size, bool listeners_only)
{
	int count = 0;
	for (int fd = 0; fd < size; fd++) {
		bool opened = false;
		if (!has_row(fd) && (!listeners_only || fd_look_listens(fd)))
			fd_row_adopt(fd, false, &opened);
		count += opened;
	}
	return count;
}

/* Rows past the table's size can't be stale: a table never shrinks. */
int fds_adopt(void)
{
	uint32_t capacity = fd_capacity;
	if (capacity == 0)
		return -ENODEV;
	int size = table_size();
	if (size < 0)
		return size;
	if ((uint32_t)size > capacity)
		size = (int)capacity;
	clock_anchor();
	for (int fd = 0; fd < size; fd++)
		if (has_row(fd))
			retire_if_stale(fd);
	return adopt_all(size, true) + adopt_all(size, false); /* listeners tell which connections were accepted */
}
