/* Regular files, directories, devices. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "states.h"

#define OPEN(id, expression) MAKE(id) { MUST((w->fd = (expression)) >= 0); }

/* A file without a name any more. */
static int temporary(const char *text, int flags)
{
	char path[] = "/tmp/pollux-state-XXXXXX";
	int fd = mkstemp(path);
	if (fd < 0 || !put(fd, text))
		return -1;
	close(fd);
	fd = open(path, flags);
	unlink(path);
	return fd;
}

OPEN(regular_empty, temporary("", O_RDONLY))
OPEN(regular_data, temporary("x", O_RDONLY))
OPEN(regular_wronly, temporary("x", O_WRONLY))
OPEN(directory, open("/", O_RDONLY))
OPEN(memory_file, (int)syscall(SYS_memfd_create, "state", 0U)) /* glibc has a function of it since 2.27 */
OPEN(dev_null, open("/dev/null", O_RDWR))
OPEN(dev_zero, open("/dev/zero", O_RDWR))
OPEN(dev_urandom, open("/dev/urandom", O_RDONLY))
OPEN(mounts, open("/proc/self/mounts", O_RDONLY))
OPEN(path_only, open("/", O_PATH))

/* The number is past what anything else here opens. */
MAKE(closed)
{
	int fd = open("/dev/null", O_RDONLY);
	w->fd = fcntl(fd, F_DUPFD, 900);
	shut(&fd);
	MUST(w->fd >= 0);
	close(w->fd);
}
