/* Signals of each descriptor to this thread (F_SETSIG, F_SETOWN_EX, FIOASYNC), blocked, and read by signalfd(2). On overflow, a plain SIGIO,
 * every member is looked at. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "raw_hints.h"
#include "raw_wait.h"
#include "sys.h"

#define SIGNALS 64 /* a read */

struct raw {
	int sfd, evfd, signal;
	sigset_t before;
	struct raw_hints hints;
	struct signalfd_siginfo info[SIGNALS];
};

static int read_signals(struct raw *r)
{
	ssize_t got = read(r->sfd, r->info, sizeof r->info);
	return got > 0 ? (int)((size_t)got / sizeof r->info[0]) : 0;
}

/* What is still in the queue goes before the signals can be delivered again. */
static void raw_close(struct raw *r)
{
	while (r->sfd >= 0 && read_signals(r) > 0)
		;
	if (r->sfd >= 0)
		close(r->sfd);
	if (r->evfd >= 0)
		close(r->evfd);
	pthread_sigmask(SIG_SETMASK, &r->before, NULL);
	raw_hints_close(&r->hints);
	free(r);
}

static struct raw *raw_open(int limit)
{
	struct raw *r = calloc(1, sizeof *r);
	sigset_t set;
	if (!r)
		return NULL;
	r->signal = SIGRTMIN + 12;
	sigemptyset(&set);
	sigaddset(&set, r->signal);
	sigaddset(&set, SIGIO);
	pthread_sigmask(SIG_BLOCK, &set, &r->before);
	r->sfd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	r->evfd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (raw_hints_open(&r->hints, limit) && r->sfd >= 0 && r->evfd >= 0)
		return r;
	raw_close(r);
	return NULL;
}

static void raw_add(struct raw *r, int fd, short events)
{
	r->hints.events[fd] = events;
	fcntl(fd, F_SETSIG, r->signal);
	fcntl(fd, F_SETOWN_EX, &(struct f_owner_ex){ F_OWNER_TID, (pid_t)syscall(SYS_gettid) });
	ioctl(fd, FIOASYNC, &(int){ 1 });
	raw_hint(&r->hints, fd); /* what was ready before raises nothing */
}

static void raw_change(struct raw *r, int fd, short events)
{
	r->hints.events[fd] = events;
	raw_hint(&r->hints, fd);
}

static void raw_del(struct raw *r, int fd)
{
	r->hints.events[fd] = 0;
	ioctl(fd, FIOASYNC, &(int){ 0 });
	fcntl(fd, F_SETSIG, 0);
	fcntl(fd, F_SETOWN, 0);
}

static void hint_all(struct raw *r)
{
	for (int fd = 0; fd < r->hints.limit; fd++)
		raw_hint(&r->hints, fd);
}

static void take_signals(struct raw *r, bool block)
{
	struct pollfd two[2] = { { .fd = r->sfd, .events = POLLIN }, { .fd = r->evfd, .events = POLLIN } };
	sys_ppoll(two, 2, block ? -1 : 0);
	for (int n = SIGNALS; two[0].revents && n == SIGNALS;) {
		n = read_signals(r);
		for (int i = 0; i < n; i++) {
			if (r->info[i].ssi_signo == SIGIO)
				hint_all(r);
			else
				raw_hint(&r->hints, r->info[i].ssi_fd);
		}
	}
}

static int raw_wait(struct raw *r, int *ready, int max, bool block)
{
	int n = raw_hints_verify(&r->hints, ready, max);
	while (n == 0) {
		take_signals(r, block);
		n = raw_hints_verify(&r->hints, ready, max);
		if (!block)
			break;
	}
	return n;
}

const struct raw_wait raw_sigio = { "sigio", raw_open, raw_add, raw_change, raw_del, raw_wait, raw_close };
