/* What goes wrong while an I/O model serves: nothing is lost, or the reason is told; and nothing is left running. */
#include "support_models.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(aQueueOfSignalsThatOverflowsLosesNoMessage)
{
	struct rlimit few = { 2, 2 };
	CHECK_EQ(setrlimit(RLIMIT_SIGPENDING, &few), 0);
	CHECK_EQ(number(echo(model_named("signals"), load_of(31, 101, REQUESTS)), "requests"), REQUESTS);
}

TEST(withoutDescriptorsTheReasonIsTold)
{
	struct rlimit few = { 16, 16 };
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
	struct model_load load = load_of(31, 101, REQUESTS);
	CHECK(model_run(model_named("threads"), &load, json, sizeof json) > 0);
	CHECK_STR(json, "{\"model\":\"threads\",\"failed\":\"EMFILE\"}");
}

TEST(aLoadThatIsNoneIsRefused)
{
	struct model_load none = load_of(0, 101, REQUESTS), many = load_of(MODEL_CONNECTIONS + 1, 101, REQUESTS), empty = load_of(1, 0, REQUESTS);
	CHECK_EQ(model_run(0, &none, json, sizeof json), -EINVAL);
	CHECK_EQ(model_run(0, &many, json, sizeof json), -EINVAL);
	CHECK_EQ(model_run(0, &empty, json, sizeof json), -EINVAL);
	CHECK_EQ(model_run(models_count, &many, json, sizeof json), -EINVAL);
	CHECK_EQ(model_run(-1, &many, json, sizeof json), -EINVAL);
}

/* Processes of this test's group by their name. */
static int servers(void)
{
	char path[300], comm[32];
	int n = 0;
	DIR *proc = opendir("/proc");
	CHECK(proc != NULL);
	for (struct dirent *entry; (entry = readdir(proc));) {
		pid_t pid = atoi(entry->d_name);
		snprintf(path, sizeof path, "/proc/%s/comm", entry->d_name);
		FILE *file = pid > 0 && getpgid(pid) == getpgrp() ? fopen(path, "r") : NULL;
		n += file && fgets(comm, sizeof comm, file) && strcmp(comm, "pollux-model\n") == 0;
		if (file)
			fclose(file);
	}
	closedir(proc);
	return n;
}

/* Orphans become this test's children: when there are none left to wait for, none is left at all. */
TEST(noProcessOutlivesTheCaller)
{
	struct model_load load = load_of(CONNECTIONS, 101, MODEL_REQUESTS);
	load.think_us = 1000;
	CHECK_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	pid_t caller = fork();
	if (caller == 0)
		_exit(model_run(model_named("processes"), &load, json, sizeof json) < 0);
	while (servers() < 1 + CONNECTIONS)
		CHECK_EQ(waitpid(caller, NULL, WNOHANG), 0);
	CHECK_EQ(kill(caller, SIGKILL), 0);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
	CHECK_EQ(errno, ECHILD);
}
