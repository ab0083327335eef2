/* A lease lasts as long as its holder, and no longer, however that ends. */
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.h"
#include "set.h"

#define PATIENCE_MS 60000

/* Another process that holds the writing end and sleeps. */
static pid_t holder(int end)
{
	int ready[2];
	char path[64], byte;
	snprintf(path, sizeof path, "/proc/%d/fd/%d", getpid(), end);
	CHECK(pipe(ready) == 0);
	pid_t pid = fork();
	if (pid == 0) {
		signal(SIGINT, SIG_DFL); /* what a shell runs in the background ignores it, and so would its children */
		int held = open(path, O_WRONLY);
		pollux_lease_close(); /* what came with the fork */
		_exit(held < 0 || write(ready[1], "!", 1) != 1 ? 1 : pause());
	}
	CHECK(read(ready[0], &byte, 1) == 1);
	close(ready[0]);
	close(ready[1]);
	return pid;
}

TEST(leaseEndsWithItsHolderKilledByAnything)
{
	int signals[] = { SIGKILL, SIGINT, SIGTERM };
	for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++) {
		pid_t pid = holder(pollux_lease_open());
		CHECK_EQ(pollux_lease_hold(), 0);
		CHECK_EQ(pollux_lease_wait(0), 0);
		kill(pid, signals[i]);
		CHECK_EQ(pollux_lease_wait(PATIENCE_MS), 1);
		CHECK(waitpid(pid, NULL, 0) == pid);
	}
	CHECK_EQ(pollux_lease_close(), 0);
	CHECK_EQ(sets_own_fds(), 0);
}

TEST(leaseThatNobodyTookIsBrokenAtOnce)
{
	CHECK(pollux_lease_open() >= 0);
	CHECK_EQ(pollux_lease_hold(), 0);
	CHECK_EQ(pollux_lease_wait(PATIENCE_MS), 1);
	pollux_lease_close();
}

TEST(secondLeaseTakesThePlaceOfOneThatWasNotHeld)
{
	CHECK(pollux_lease_open() >= 0);
	CHECK(pollux_lease_open() >= 0);
	CHECK_EQ(sets_own_fds(), 2);
	pollux_lease_close();
	CHECK_EQ(sets_own_fds(), 0);
}
