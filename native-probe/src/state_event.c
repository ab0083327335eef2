/* Descriptors that are no files. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "states.h"

MAKE(event_zero) { MUST((w->fd = eventfd(0, EFD_NONBLOCK)) >= 0); }
MAKE(event_one) { MUST(eventfd_write(w->fd, 1) == 0); }
MAKE(event_max) { MUST(eventfd_write(w->fd, UINT64_MAX - 1) == 0); }

MAKE(timer) { MUST((w->fd = timerfd_create(CLOCK_MONOTONIC, 0)) >= 0); }

MAKE(timer_expires)
{
	struct itimerspec soon = { .it_value.tv_nsec = 1 };
	MUST(timerfd_settime(w->fd, 0, &soon, NULL) == 0 && await_poll(w->fd, POLLIN));
}

/* SIGUSR1 stays blocked and, once sent, pending: nobody else in the process may care for it. */
MAKE(signal_none)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigtimedwait(&set, NULL, &(struct timespec){ 0 }); /* one that a world before this one sent */
	MUST((w->fd = signalfd(-1, &set, SFD_NONBLOCK)) >= 0);
}

MAKE(signal_pends) { MUST(kill(getpid(), SIGUSR1) == 0); }

/* inotify knows a file by its name; this one is in /proc: the end of a pipe. */
MAKE(watch_file)
{
	char path[64];
	int ends[2];
	MUST(pipe(ends) == 0);
	w->peer = ends[0];
	w->other = ends[1];
	snprintf(path, sizeof path, "/proc/self/fd/%d", w->peer);
	MUST((w->fd = inotify_init1(IN_NONBLOCK)) >= 0 && inotify_add_watch(w->fd, path, IN_ACCESS) >= 0);
}

MAKE(accesses) { MUST(put(w->other, "x")); make_reads_one(w); MUST(await_poll(w->fd, POLLIN)); }

MAKE(epoll_idle)
{
	int ends[2];
	struct epoll_event in = { .events = EPOLLIN };
	MUST(pipe(ends) == 0);
	w->other = ends[0];
	w->peer = ends[1];
	MUST((w->fd = epoll_create1(0)) >= 0 && epoll_ctl(w->fd, EPOLL_CTL_ADD, w->other, &in) == 0);
}

#ifndef SYS_close_range /* kernel headers before 5.9 */
#define SYS_close_range 436
#endif

/* Ends when the last writer of the pipe has closed. */
_Noreturn static void linger(const int ends[2])
{
	char byte;
	dup2(ends[0], 0);
	close(ends[1]);
	syscall(SYS_close_range, 1, ~0U, 0); /* glibc has a function of it since 2.34 */
	_exit(read(0, &byte, 1) == 0 ? 0 : 1);
}

MAKE(process)
{
	int ends[2];
	MUST(pipe(ends) == 0);
	w->other = ends[0];
	w->peer = ends[1];
	pid_t child = fork();
	if (child == 0)
		linger(ends);
	MUST(child > 0);
	w->number = child;
	MUST((w->fd = (int)syscall(SYS_pidfd_open, child, 0)) >= 0);
}

MAKE(exits) { shut(&w->peer); MUST(await_poll(w->fd, POLLIN)); }
MAKE(reaped) { make_exits(w); MUST(waitpid((pid_t)w->number, NULL, 0) == w->number); }
