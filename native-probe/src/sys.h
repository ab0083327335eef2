/* The waiting system calls without glibc's wrappers, which are cancellation points: in a process with threads each costs two atomic
 * operations, and a wait has up to three. Results are >= 0 or -errno. aarch64 has neither poll nor epoll_wait. */
#ifndef POLLUX_SYS_H
#define POLLUX_SYS_H

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static inline int sys_result(long rc)
{
	return rc < 0 ? -errno : (int)rc;
}

static inline int sys_epoll_wait(int epfd, struct epoll_event *events, int max, int timeout_ms)
{
#ifdef SYS_epoll_wait
	return sys_result(syscall(SYS_epoll_wait, epfd, events, max, timeout_ms));
#else
	return sys_result(syscall(SYS_epoll_pwait, epfd, events, max, timeout_ms, NULL, 8));
#endif
}

/* poll(2) with timeout 0. */
static inline int sys_poll_now(struct pollfd *fds, unsigned n)
{
#ifdef SYS_poll
	return sys_result(syscall(SYS_poll, fds, (nfds_t)n, 0));
#else
	struct timespec now = { 0, 0 };
	return sys_result(syscall(SYS_ppoll, fds, (nfds_t)n, &now, NULL, 8));
#endif
}

/* timeout_ns < 0: for ever. */
static inline int sys_ppoll(struct pollfd *fds, unsigned n, int64_t timeout_ns)
{
	struct timespec t = { .tv_sec = timeout_ns / 1000000000, .tv_nsec = timeout_ns % 1000000000 };
	return sys_result(syscall(SYS_ppoll, fds, (nfds_t)n, timeout_ns < 0 ? NULL : &t, NULL, 8));
}

#endif
