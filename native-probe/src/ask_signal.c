/* A queued signal (F_SETSIG) tells its descriptor and what happened; plain SIGIO tells neither. It is directed at this thread, which
 * blocks it, and fetched when it suits: no handler, no interrupted call. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ask.h"

#define SIGNAL (SIGRTMIN + 3)

#ifndef POLL_IN
#error "signal.h without the codes of SIGIO"
#endif

static sigset_t signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGNAL);
	sigaddset(&set, SIGIO);  /* the queue of the other one is full */
	sigaddset(&set, SIGURG); /* out-of-band data, beside the other one */
	return set;
}

/* Order: without an owner a terminal would take the whole process for it, without F_SETSIG a plain SIGIO could slip out. */
int signals_begin(int fd)
{
	sigset_t set = signals();
	struct f_owner_ex owner = { F_OWNER_TID, (pid_t)syscall(SYS_gettid) };
	int on = 1;
	sigprocmask(SIG_BLOCK, &set, NULL);
	signals_taken();
	return fcntl(fd, F_SETSIG, SIGNAL) < 0 || fcntl(fd, F_SETOWN_EX, &owner) < 0 || ioctl(fd, FIOASYNC, &on) < 0 ? -errno : 0;
}

static const char *name(const siginfo_t *info)
{
	static const char *const codes[] = { "IN", "OUT", "MSG", "ERR", "PRI", "HUP" }; /* POLL_IN … POLL_HUP */
	if (info->si_signo == SIGURG)
		return "URG";
	if (info->si_signo == SIGIO)
		return "SIGIO";
	return info->si_code >= POLL_IN && info->si_code <= POLL_HUP ? codes[info->si_code - POLL_IN] : "?";
}

struct said signals_taken(void)
{
	sigset_t set = signals();
	siginfo_t info;
	struct said said = said_nothing();
	int times = 0;
	while (sigtimedwait(&set, &info, &(struct timespec){ 0 }) > 0)
		said_then(&said, &times, name(&info));
	return said;
}

void signals_end(int fd)
{
	ioctl(fd, FIOASYNC, &(int){ 0 });
	signals_taken();
}
