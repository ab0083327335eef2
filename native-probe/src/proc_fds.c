/* Reading /proc/thread-self (the main thread of an embedding process may be gone) /fd and /fdinfo. An epoll fd's fdinfo, Linux 3.8:
 *
 *   tfd:        6 events:       19 data:     7f5600000006  pos:0 ino:40e sdev:10
 *
 * events 19: IN, and ERR|HUP that the kernel adds; 40000000 alone: a one-shot that fired. ino of the file at ADD: a closed and
 * reused number ("ghost") is known by it. `data` is what the application passed; the JDK leaves garbage in its upper half. */
#include "proc_fds.h"
#include "sys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#define FDS "/proc/thread-self/fd"
#define FIRST_READ 16384
/* Bits above the readiness mask: ET, ONESHOT, WAKEUP, EXCLUSIVE. */
#define FLAG_BITS 0xf0000000u

bool proc_is_epoll(int fd)
{
	char path[64], target[32];
	snprintf(path, sizeof path, FDS "/%d", fd);
	ssize_t n = readlink(path, target, sizeof target);
	return n == (ssize_t)strlen("anon_inode:[eventpoll]") && memcmp(target, "anon_inode:[eventpoll]", (size_t)n) == 0;
}

int proc_each_epoll(void (*each)(int epfd, void *arg), void *arg)
{
	DIR *dir = opendir(FDS);
	if (!dir)
		return -errno;
	int n = 0;
	for (struct dirent *entry; (entry = readdir(dir));) {
		int fd = atoi(entry->d_name);
		if (entry->d_name[0] == '.' || !proc_is_epoll(fd))
			continue;
		each(fd, arg);
		n++;
	}
	closedir(dir);
	return n;
}

static ssize_t read_all(int fd, char **text, size_t size)
{
	size_t used = 0;
	for (ssize_t n; (n = read(fd, *text + used, size - used - 1)) != 0; used += (size_t)n) {
		if (n < 0)
			return -errno;
		if (used + (size_t)n + 1 < size)
			continue;
		char *more = realloc(*text, size *= 2);
		if (!more)
			return -ENOMEM;
		*text = more;
	}
	(*text)[used] = 0;
	return (ssize_t)used;
}

/* The text of a fdinfo file, to be freed; null with *error set. */
static char *slurp(int epfd, int *error)
{
	char path[64], *text = malloc(FIRST_READ);
	snprintf(path, sizeof path, "/proc/thread-self/fdinfo/%d", epfd);
	int fd = text ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	*error = !text ? -ENOMEM : fd < 0 ? -errno : 0;
	if (fd >= 0) {
		ssize_t n = read_all(fd, &text, FIRST_READ);
		*error = n < 0 ? (int)n : 0;
		close(fd);
	}
	if (*error == 0)
		return text;
	free(text);
	return NULL;
}

static bool parse(const char *line, struct proc_member *m)
{
	unsigned events;
	unsigned long long data, ino;
	int fields = sscanf(line, "tfd: %d events: %x data: %llx pos:%*d ino:%llx", &m->fd, &events, &data, &ino);
	if (fields < 3)
		return false;
	struct stat st;
	m->events = events;
	m->data = data;
	m->disabled = (events & EPOLLONESHOT) && !(events & ~FLAG_BITS);
	m->ghost = sys_fstat(m->fd, &st) < 0 || (fields == 4 && st.st_ino != ino); /* no ino before Linux 4.13 */
	return true;
}

int proc_each_member(int epfd, int (*each)(const struct proc_member *, void *arg), void *arg)
{
	int rc;
	char *text = slurp(epfd, &rc);
	if (!text)
		return rc;
	char *rest = NULL;
	for (char *line = strtok_r(text, "\n", &rest); line && rc == 0; line = strtok_r(NULL, "\n", &rest)) {
		struct proc_member m;
		if (parse(line, &m))
			rc = each(&m, arg);
	}
	free(text);
	return rc;
}
