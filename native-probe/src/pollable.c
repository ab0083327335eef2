/* Would epoll take this file? The kernel asks whether it has a poll operation, which no call tells but epoll_ctl itself: regular
 * files, directories, /dev/null, /dev/zero and /dev/urandom have none (EPERM), /proc/self/mounts is a regular file and has one. */
#include <errno.h>
#include <pthread.h>
#include <sys/stat.h>

#include "set_core.h"

static _Atomic int scratch = -1;
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

static int scratch_open(void)
{
	pthread_mutex_lock(&opening);
	if (atomic_load(&scratch) < 0)
		atomic_store(&scratch, own_fd(epoll_create1(EPOLL_CLOEXEC), PROTO_EPOLL));
	pthread_mutex_unlock(&opening);
	return atomic_load(&scratch);
}

int pollable(struct set *s, int fd, mode_t mode)
{
	if (S_ISSOCK(mode) || S_ISFIFO(mode))
		return 0;
	int epfd = atomic_load(&scratch);
	if (epfd < 0 && (epfd = scratch_open()) < 0)
		return 0;
	struct epoll_event none = { .events = EPOLLET };
	int rc = epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &none) < 0 ? -errno : 0;
	set_count_ctl(s, 1);
	if (rc == 0) {
		epoll_ctl(epfd, EPOLL_CTL_DEL, fd, NULL);
		set_count(s, SET_syscalls, 1);
	}
	return rc == -EPERM || rc == -EBADF ? rc : 0;
}

void pollable_close(void)
{
	own_fd_close(atomic_exchange(&scratch, -1));
}
