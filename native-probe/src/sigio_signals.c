#include "sigio_signals.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "set_core.h"

#define FIRST_CHOICE 7     /* above SIGRTMIN */
#define JDK_INTERRUPT (SIGRTMAX - 2) /* NativeThread.c, JDK 17-25: interrupts blocked I/O */

static int chosen, leave_signal; /* what descriptors raise; what tells a thread to give back its mask */
static bool handles_sigio;
static _Atomic int lost;

int sigio_signal(void)
{
	return chosen;
}

void sigio_lost(void)
{
	atomic_fetch_add(&lost, 1);
}

static bool is_free(int signal)
{
	struct sigaction now;
	return sigaction(signal, NULL, &now) == 0 && !(now.sa_flags & SA_SIGINFO) && now.sa_handler == SIG_DFL;
}

static int pick(int from)
{
	for (int signal = from; signal <= SIGRTMAX; signal++)
		if (signal != JDK_INTERRUPT && is_free(signal))
			return signal;
	return 0;
}

int sigio_signals_pick(void)
{
	if (!chosen) {
		chosen = pick(SIGRTMIN + FIRST_CHOICE);
		leave_signal = chosen ? pick(chosen + 1) : 0;
		if (!leave_signal)
			chosen = 0;
	}
	return chosen ? 0 : -ENOSYS;
}

/* Never called: the signals are blocked wherever they are raised. Without it a mistake would end the process. */
static void ignore(int signal, siginfo_t *info, void *context)
{
	(void)signal, (void)info, (void)context;
}

static void handle(int signal, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction action = { .sa_flags = SA_SIGINFO | SA_RESTART };
	action.sa_sigaction = handler;
	sigaction(signal, &action, NULL);
}

void sigio_signals_handle(void)
{
	handle(chosen, ignore);
	if (is_free(SIGIO)) {
		handle(SIGIO, ignore);
		handles_sigio = true;
	}
}

/* The handler of leave_signal stays, one may still be on its way; so do the others' if a descriptor got away armed. */
void sigio_signals_unhandle(void)
{
	if (!chosen || atomic_load(&lost))
		return;
	signal(chosen, SIG_DFL);
	if (handles_sigio)
		signal(SIGIO, SIG_DFL);
	handles_sigio = false;
}

bool sigio_signals_send(pid_t tid, void (*leave)(int, siginfo_t *, void *))
{
	handle(leave_signal, leave);
	return syscall(SYS_tgkill, getpid(), tid, leave_signal) == 0;
}

static void both(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, chosen);
	sigaddset(set, SIGIO);
}

void sigio_signals_block(sigset_t *blocked)
{
	sigset_t before;
	both(blocked);
	pthread_sigmask(SIG_BLOCK, blocked, &before);
	sigio_signals_open(blocked, &before);
}

void sigio_signals_open(sigset_t *mask, const sigset_t *blocked)
{
	for (int i = 0; i < 2; i++) {
		int ours = i ? SIGIO : chosen;
		if (sigismember(blocked, ours))
			sigdelset(mask, ours);
	}
}

int sigio_signals_fd(void)
{
	sigset_t mask;
	both(&mask);
	return own_fd(signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC), PROTO_OTHER);
}
