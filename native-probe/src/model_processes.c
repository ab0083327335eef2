/* Model `processes`: each connection has a process, which sleeps in read(2) until there is something. */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model_server.h"

int model_processes_probe(int argument)
{
	(void)argument;
	return 0;
}

/* It dies with the server, whatever ends that. */
_Noreturn static void serve(const struct model_server *s, int fd, pid_t server)
{
	struct worker w;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != server)
		_exit(1);
	int rc = worker_begin(&w, s, RUSAGE_SELF);
	while (rc >= 0 && (rc = worker_echo_blocking(&w, fd)) > 0)
		;
	worker_end(&w);
	if (rc < 0)
		model_failed(s, rc);
	_exit(rc < 0);
}

/* 0, or -ECHILD when one of them failed. */
static int await_all(int n)
{
	int rc = 0;
	while (n > 0) {
		int status = 0;
		pid_t pid = wait(&status);
		if (pid < 0 && errno != EINTR)
			return -errno;
		n -= pid > 0;
		rc = pid > 0 && status != 0 ? -ECHILD : rc;
	}
	return rc;
}

int model_processes_serve(struct model_server *s)
{
	pid_t server = getpid();
	for (int i = 0; i < s->n; i++) {
		pid_t pid = fork();
		if (pid < 0)
			return -errno;
		if (pid == 0)
			serve(s, s->fds[i], server);
	}
	model_ready(s);
	return await_all(s->n);
}
