/* How the agent learns that a comparison of engines is over, however it ended: a pipe whose one writing end is the command line's. The
 * kernel closes it when that process dies of whatever, and the reading end here hangs up. open: the agent has both ends, and the command line
 * opens the writing one as /proc/<pid>/fd/<n>; hold: the agent gives its own up. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "probe.h"
#include "set_core.h"

enum { READ, WRITE };
static int ends[2] = { -1, -1 };

static void shut(int *fd)
{
	own_fd_close(*fd);
	*fd = -1;
}

int pollux_lease_open(void)
{
	pollux_lease_close();
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	own_fd(ends[READ], PROTO_PIPE);
	return own_fd(ends[WRITE], PROTO_PIPE);
}

int pollux_lease_hold(void)
{
	shut(&ends[WRITE]);
	return 0;
}

int pollux_lease_wait(int timeout_ms)
{
	struct pollfd end = { .fd = ends[READ], .events = POLLIN };
	int n = poll(&end, 1, timeout_ms);
	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	return n > 0 && (end.revents & (POLLHUP | POLLERR | POLLNVAL));
}

int pollux_lease_close(void)
{
	shut(&ends[WRITE]);
	shut(&ends[READ]);
	return 0;
}
