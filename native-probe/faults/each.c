/* One fault after the other: the body runs in a child of its own for each, so that a crash or a hang is one broken fault. */
#include "contract.h"
#include "faults.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { FOREVER = 1 << 30, LIMIT_S = 30 };

static int under_test;
static void (*body)(void);

static void in_child(uint32_t site, int error, unsigned first, unsigned times)
{
	alarm(LIMIT_S);
	pollux_begin(under_test);
	faults_plan(site, error, first, times);
	body();
	exit(0);
}

static bool survives(uint32_t site, int error, unsigned first, unsigned times)
{
	int status;
	fflush(stdout);
	pid_t child = fork();
	if (child == 0)
		in_child(site, error, first, times);
	CHECK(waitpid(child, &status, 0) == child);
	if (status == 0)
		return true;
	const struct fault_site *at = &faults->site[site];
	extern const char __executable_start[];
	printf("      %s: %s at %#lx failed with %s from call %u, %u times: %s %d\n", engine_name((uint32_t)under_test), at->call,
	       (unsigned long)((const char *)at->at - __executable_start), strerrorname_np(error), first, times,
	       WIFSIGNALED(status) ? "signal" : "exit", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	return false;
}

/* A resource that is used up stays so; a signal comes once. */
static int fail_at(uint32_t site)
{
	int broken = 0;
	for (const int *error = faults->site[site].errors; *error; error++) {
		broken += !survives(site, *error, 0, 1);
		broken += !survives(site, *error, 3, 1);
		if (*error != EINTR && *error != EAGAIN)
			broken += !survives(site, *error, 0, FOREVER);
	}
	return broken;
}

int faults_each(int engine, void (*traffic)(void))
{
	faults_open();
	signal(SIGPIPE, SIG_IGN);
	under_test = engine;
	body = traffic;
	CHECK(survives(SITES, 0, 0, 0));
	uint32_t sites = faults->sites;
	int broken = 0;
	for (uint32_t i = 0; i < sites; i++)
		broken += fail_at(i);
	printf("      %u sites\n", sites);
	return broken;
}
