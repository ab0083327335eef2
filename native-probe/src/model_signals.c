/* Model `signals`: the kernel sends a real-time signal (F_SETSIG) for each arrival, to this thread; its handler reads until there is nothing left and
 * writes, as the books have it for a mechanism that tells of changes only. The thread itself does nothing but sleep. The signal is blocked but in
 * sigsuspend(2), so a handler interrupts nothing else, and each sigsuspend delivers one.
 *
 * When the queue of signals is full (RLIMIT_SIGPENDING) the kernel sends a plain SIGIO instead: every connection is looked at then. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "model_server.h"
#include "sys.h"

static struct served {
	struct worker w;
	int live, error, most; /* most: the highest descriptor */
	bool *open;            /* by descriptor */
} served;

int model_signals_probe(int argument)
{
	(void)argument;
	return 0;
}

static int arrival(void)
{
	return SIGRTMIN + 12;
}

static void serve_one(int fd)
{
	int rc;
	while ((rc = worker_echo(&served.w, fd)) > 0)
		;
	if (rc == 0 || rc != -EAGAIN) {
		served.open[fd] = false;
		served.live--;
	}
	if (rc < 0 && rc != -EAGAIN)
		served.error = rc;
}

/* A signal of a connection that has ended since is none. The return from a handler is a system call. */
static void on_arrival(int number, siginfo_t *info, void *context)
{
	(void)context;
	worker_lap(&served.w, COST_waiting_ns);
	if (number != SIGIO && info->si_fd >= 0 && info->si_fd <= served.most && served.open[info->si_fd])
		serve_one(info->si_fd);
	for (int fd = 0; number == SIGIO && fd <= served.most; fd++)
		if (served.open[fd])
			serve_one(fd);
	worker_count(&served.w, COST_calls, 1);
}

static void handle(const sigset_t *ours)
{
	struct sigaction action = { .sa_sigaction = on_arrival, .sa_flags = SA_SIGINFO, .sa_mask = *ours };
	sigaction(arrival(), &action, NULL);
	sigaction(SIGIO, &action, NULL);
}

/* The owner is this thread, not the process: F_SETOWN_EX. */
static int arm(int fd)
{
	struct f_owner_ex self = { F_OWNER_TID, (int)syscall(SYS_gettid) };
	if (fcntl(fd, F_SETSIG, arrival()) < 0 || fcntl(fd, F_SETOWN_EX, &self) < 0 || fcntl(fd, F_SETFL, O_NONBLOCK | O_ASYNC | O_RDWR) < 0)
		return -errno;
	return 0;
}

static int arm_all(const struct model_server *s)
{
	int rc = 0;
	served.most = 0;
	for (int i = 0; i < s->n; i++)
		served.most = s->fds[i] > served.most ? s->fds[i] : served.most;
	served.open = calloc((size_t)served.most + 1, sizeof *served.open);
	served.live = s->n;
	for (int i = 0; served.open && i < s->n && rc == 0; i++) {
		served.open[s->fds[i]] = true;
		rc = arm(s->fds[i]);
	}
	return served.open ? rc : -ENOMEM;
}

static void wait_and_serve(const sigset_t *waiting)
{
	while (served.live > 0 && served.error == 0) {
		sigsuspend(waiting);
		worker_waited(&served.w);
	}
}

int model_signals_serve(struct model_server *s)
{
	sigset_t ours, before;
	sigemptyset(&ours);
	sigaddset(&ours, arrival());
	sigaddset(&ours, SIGIO);
	sigprocmask(SIG_BLOCK, &ours, &before);
	handle(&ours);
	int rc = arm_all(s);
	if (rc < 0)
		return rc;
	model_ready(s);
	rc = worker_begin(&served.w, s, RUSAGE_SELF);
	if (rc == 0)
		wait_and_serve(&before);
	worker_end(&served.w);
	free(served.open);
	return rc < 0 ? rc : served.error;
}
