/* main() of every test program: runs each registered test in a child and tells what became of it. */
#include "test.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SKIPPED 77 /* exit status of a skipped test, as automake has it */
#define FAILED 1

static struct test *first, **last = &first;
static const char *running = "?";
static volatile sig_atomic_t timed_out;
static volatile pid_t child;

void test_register(struct test *test)
{
	*last = test;
	last = &test->next;
}

bool test_same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* _exit: other threads of the test may still run, and must not meet half-run exit handlers. */
void test_fail(const char *file, int line, const char *format, ...)
{
	char what[512];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	printf("FAIL  %s: %s:%d: %s\n", running, file, line, what);
	fflush(stdout);
	_exit(FAILED);
}

void test_skip(const char *why)
{
	printf("skip  %s: %s\n", running, why);
	fflush(stdout);
	_exit(SKIPPED);
}

static void on_alarm(int signal)
{
	(void)signal;
	timed_out = 1;
	kill(-child, SIGKILL);
	kill(child, SIGKILL);
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The child returns through exit(), so leak checkers run. A group of its own lets a time-out reach its children too. */
_Noreturn static void run_in_child(const struct test *test)
{
	signal(SIGALRM, SIG_DFL);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (test->run_on)
		test->run_on(test->argument);
	else
		test->run();
	fflush(stdout);
	exit(0);
}

static int wait_for(const struct test *test)
{
	int status = 0;
	alarm(test->seconds);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	alarm(0);
	kill(-child, SIGKILL); /* what the test may have left running in its group */
	return status;
}

/* Returns 0 passed, SKIPPED, or FAILED. test_fail and test_skip have printed their line already. */
static int run(const struct test *test)
{
	double start = now();
	running = test->name;
	timed_out = 0;
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0)
		run_in_child(test);
	child = pid;
	int status = wait_for(test);
	if (timed_out)
		printf("FAIL  %s: still running after %u s\n", test->name, test->seconds);
	else if (WIFSIGNALED(status))
		printf("FAIL  %s: killed by signal %d (%s)\n", test->name, WTERMSIG(status), strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status) == 0)
		printf("ok    %s (%.3f s)\n", test->name, now() - start);
	else if (WEXITSTATUS(status) != SKIPPED && WEXITSTATUS(status) != FAILED)
		printf("FAIL  %s: exit status %d\n", test->name, WEXITSTATUS(status));
	if (timed_out || WIFSIGNALED(status))
		return FAILED;
	return WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == SKIPPED ? WEXITSTATUS(status) : FAILED;
}

int main(int argc, char **argv)
{
	int passed = 0, failed = 0, skipped = 0;
	struct sigaction on_time = { .sa_handler = on_alarm };
	sigaction(SIGALRM, &on_time, NULL);
	for (const struct test *test = first; test; test = test->next) {
		if (argc > 1 && !strstr(test->name, argv[1]))
			continue;
		int result = run(test);
		passed += result == 0;
		skipped += result == SKIPPED;
		failed += result == FAILED;
	}
	printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped);
	return failed ? 1 : 0;
}
