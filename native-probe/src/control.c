/* The agent's second door: a pipe that commands come through. Any process that may open /proc/<pid>/fd/<n> (the same user, as for the
 * ledger) writes a line into it; one thread of the agent sleeps in read(2) on the other end. Unlike the attach API it makes no JVM
 * print JEP 451's warning again for each command (JDK 21 and later), and it works where attach is disabled. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "ledger.h"
#include "probe.h"
#include "set.h"

enum { READ, WRITE };
static int ends[2] = { -1, -1 };

static void mark_own(int fd)
{
	bool before = is_own_thread();
	own_thread(true);
	fd_born(fd, ROLE_PIPE, PROTO_PIPE, -1);
	own_thread(before);
}

int pollux_control_open(void)
{
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	mark_own(ends[READ]);
	mark_own(ends[WRITE]);
	return ends[WRITE];
}

/* A writer writes at most PIPE_BUF at once, so lines never mix. */
int pollux_control_read(char *line, int bytes)
{
	ssize_t n;
	while ((n = read(ends[READ], line, (size_t)bytes)) < 0 && errno == EINTR)
		;
	if (n < 0)
		return -errno;
	return n > 0 && line[0] ? (int)n : 0;
}

int pollux_control_stop(void)
{
	return write(ends[WRITE], "", 1) == 1 ? 0 : -errno;
}

static void shut(int *fd)
{
	fd_dead(*fd);
	close(*fd);
	*fd = -1;
}

int pollux_control_close(void)
{
	shut(&ends[WRITE]);
	shut(&ends[READ]);
	return 0;
}
