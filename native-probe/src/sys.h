/* The waiting system calls without glibc's wrappers, which are cancellation points: in a process with threads each costs two atomic
 * operations, and a wait has up to three. Results are >= 0 or -errno; errno is left alone. aarch64 has neither poll nor epoll_wait.
 * With POLLUX_FAULTS (make faults) they go through syscall(3), where a test makes them fail. */
#ifndef POLLUX_SYS_H
#define POLLUX_SYS_H

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#if defined(__x86_64__) && !defined(POLLUX_FAULTS)
/* syscall(2): number and result in rax, arguments in rdi, rsi, rdx, r10, r8, r9; rcx and r11 are lost. */
static inline int sys_call6(long number, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
	long result;
	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
	return (int)result;
}
#else
/* The same by libc's syscall(2). */
static inline int sys_call6(long number, long a, long b, long c, long d, long e, long f)
{
	int kept = errno;
	long result = syscall(number, a, b, c, d, e, f);
	int rc = result < 0 ? -errno : (int)result;
	errno = kept;
	return rc;
}
#endif

static inline int sys_call(long number, long a, long b, long c, long d, long e)
{
	return sys_call6(number, a, b, c, d, e, 0);
}

/* fstat(2), which libc exports by this name only since glibc 2.33. The kernel's struct stat is glibc's on 64 bits. */
static inline int sys_fstat(int fd, struct stat *st)
{
	return sys_call(SYS_fstat, fd, (long)st, 0, 0, 0);
}

/* epoll_wait(2): events >= 0 or -errno. timeout_ms < 0: for ever. */
static inline int sys_epoll_wait(int epfd, struct epoll_event *events, int max, int timeout_ms)
{
#ifdef SYS_epoll_wait
	return sys_call(SYS_epoll_wait, epfd, (long)events, max, timeout_ms, 0);
#else
	return sys_call(SYS_epoll_pwait, epfd, (long)events, max, timeout_ms, 0); /* no mask: its size is not looked at */
#endif
}

/* poll(2) with timeout 0: descriptors that are ready, or -errno. */
static inline int sys_poll_now(struct pollfd *fds, unsigned n)
{
#ifdef SYS_poll
	return sys_call(SYS_poll, (long)fds, n, 0, 0, 0);
#else
	struct timespec now = { 0, 0 };
	return sys_call(SYS_ppoll, (long)fds, n, (long)&now, 0, 0);
#endif
}

/* Bytes of its struct timespec that ppoll(2) and pselect6(2) copy in, and out: the time that was left, but not for time-out 0
 * (poll_select_finish in fs/select.c, Linux 6.18). */
static inline uint64_t sys_timeout_in(int64_t timeout_ns)
{
	return timeout_ns >= 0 ? sizeof(struct timespec) : 0;
}

static inline uint64_t sys_timeout_out(int64_t timeout_ns)
{
	return timeout_ns > 0 ? sizeof(struct timespec) : 0;
}

/* ppoll(2): descriptors that are ready, or -errno. timeout_ns < 0: for ever. */
static inline int sys_ppoll(struct pollfd *fds, unsigned n, int64_t timeout_ns)
{
	struct timespec t = { .tv_sec = timeout_ns / 1000000000, .tv_nsec = timeout_ns % 1000000000 };
	return sys_call(SYS_ppoll, (long)fds, n, timeout_ns < 0 ? 0 : (long)&t, 0, 0); /* no mask: its size is not looked at */
}

#endif
