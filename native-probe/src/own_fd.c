/* Descriptors that Pollux holds for its engines: known to the ledger as its own, and counted, so that detach can prove there are none. */
#include <errno.h>
#include <stdatomic.h>
#include <unistd.h>

#include "set_core.h"

static _Atomic int held;

int own_fd(int fd, enum fd_proto proto)
{
	if (fd < 0)
		return -errno;
	bool was = is_own_thread();
	own_thread(true);
	fd_born(fd, ROLE_OTHER, proto, -1);
	own_thread(was);
	atomic_fetch_add(&held, 1);
	return fd;
}

void own_fd_close(int fd)
{
	if (fd < 0)
		return;
	fd_dead(fd);
	close(fd);
	atomic_fetch_sub(&held, 1);
}

int sets_own_fds(void)
{
	return atomic_load(&held);
}
