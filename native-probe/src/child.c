#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "clock.h"

#define JSON_BYTES 32768
#ifndef SYS_close_range /* kernel headers before 5.9 */
#define SYS_close_range 436
#endif

/* Nothing of the caller's: no handler, no blocked signal, no descriptor but the standard ones. The signal of its death comes only to one that has
 * asked before. */
static void start_afresh(int out, pid_t parent)
{
	sigset_t none;
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	syscall(SYS_close_range, 3, out - 1, 0);
	syscall(SYS_close_range, out + 1, ~0U, 0);
}

/* _exit: exit handlers are the caller's. */
_Noreturn static void child(void (*body)(struct text *, const void *), const void *argument, int out, pid_t parent)
{
	static char room[JSON_BYTES];
	struct text json = { .at = room, .room = sizeof room };
	start_afresh(out, parent);
	body(&json, argument);
	int length = text_length(&json);
	for (int sent = 0; sent < length;) {
		ssize_t n = write(out, room + sent, (size_t)(length - sent));
		if (n <= 0)
			_exit(1);
		sent += (int)n;
	}
	_exit(length < 0 ? 1 : 0);
}

/* Until the child has closed its end, or the time is over. */
static int receive(int in, int seconds, char *json, int bytes)
{
	uint64_t end = clock_ns() + (uint64_t)seconds * 1000000000;
	int length = 0;
	for (;;) {
		uint64_t now = clock_ns();
		struct pollfd one = { .fd = in, .events = POLLIN };
		int ready = now < end ? poll(&one, 1, (int)((end - now) / 1000000 + 1)) : 0;
		if (ready == 0)
			return -ETIMEDOUT;
		ssize_t n = ready < 0 ? -1 : read(in, json + length, (size_t)(bytes - length));
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			return length < bytes ? length : -ENOSPC;
		length += n > 0 ? (int)n : 0;
	}
}

int child_run(void (*body)(struct text *json, const void *argument), const void *argument, int seconds, char *json, int bytes)
{
	int ends[2], status = 0;
	clock_init();
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	pid_t parent = getpid(), pid = fork();
	if (pid == 0)
		child(body, argument, ends[1], parent);
	int rc = pid < 0 ? -errno : 0;
	close(ends[1]);
	if (pid > 0) {
		rc = receive(ends[0], seconds, json, bytes);
		if (rc < 0)
			kill(pid, SIGKILL);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	close(ends[0]);
	if (rc >= 0 && rc < bytes)
		json[rc] = 0;
	return rc < 0 ? rc : status == 0 ? rc : -ECHILD;
}
