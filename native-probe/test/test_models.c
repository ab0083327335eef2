/* The I/O models of `pollux bench models`: every message comes back, and every system call is counted, as strace counts them. */
#define TEST_SECONDS 180 /* 12 models under strace, on a busy machine */
#include "test.h"

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

#include "model.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#define STRACED "POLLUX_TEST_STRACED_MODEL"

enum { CONNECTIONS = 7, REQUESTS = 499 };

static char json[4096];

/* By number of requests: the time is only a bound. */
static struct model_load load_of(int connections, int bytes, int requests)
{
	return (struct model_load){ .connections = connections, .bytes = bytes, .duration_ms = MODEL_MS, .requests = requests };
}

/* -1: null. */
static long long number(const char *text, const char *name)
{
	char key[64];
	snprintf(key, sizeof key, "\"%s\":", name);
	const char *at = strstr(text, key);
	if (!at)
		test_fail(__FILE__, __LINE__, "no %s in %s", name, text);
	return strncmp(at + strlen(key), "null", 4) == 0 ? -1 : strtoll(at + strlen(key), NULL, 10);
}

/* Threads that the C library starts behind its back crash ThreadSanitizer. */
static bool here(const struct model *m)
{
#ifdef __SANITIZE_THREAD__
	if (m->hides)
		return false;
#endif
	return m->probe(m->argument) == 0;
}

static int model_named(const char *name)
{
	int i = 0;
	while (i < models_count && strcmp(models[i].name, name) != 0)
		i++;
	return i;
}

static const char *serve(int index, struct model_load load)
{
	int length = model_run(index, &load, json, sizeof json);
	if (length < 0 || !strstr(json, "\"failed\":null"))
		test_fail(__FILE__, __LINE__, "%s: %d %s", models[index].name, length, length < 0 ? "" : json);
	return json;
}

TEST(everyModelEchoesEveryMessage)
{
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]))
			CHECK_EQ(number(serve(i, load_of(CONNECTIONS, 101, REQUESTS)), "requests"), REQUESTS);
}

/* More than fits into a segment, and into what a socket may take at once. */
TEST(everyModelEchoesTheLargestMessages)
{
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]))
			CHECK_EQ(number(serve(i, load_of(3, MODEL_BYTES, 31)), "requests"), 31);
}

TEST(everyModelServesConnectionsThatThink)
{
	struct model_load load = load_of(CONNECTIONS, 1, 53);
	load.think_us = 700;
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]))
			CHECK_EQ(number(serve(i, load), "requests"), 53);
}

TEST(everyModelServesOneConnection)
{
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]))
			CHECK_EQ(number(serve(i, load_of(1, 13, 131)), "requests"), 131);
}

/* A read and a write for each message, and a read for each end. */
TEST(aThreadAndAProcessMakeTwoCallsForAMessage)
{
	CHECK_EQ(number(serve(model_named("threads"), load_of(CONNECTIONS, 101, REQUESTS)), "syscalls"), 2 * REQUESTS + CONNECTIONS);
	CHECK_EQ(number(serve(model_named("processes"), load_of(CONNECTIONS, 101, REQUESTS)), "syscalls"), 2 * REQUESTS + CONNECTIONS);
}

/* With one connection nothing comes together: a wait, a read and a write for each message; a wait, a read and epoll_ctl for the end. */
TEST(epollMakesThreeCallsForAMessage)
{
	CHECK_EQ(number(serve(model_named("raw-epoll"), load_of(1, 101, REQUESTS)), "syscalls"), 3 * REQUESTS + 3);
	CHECK_EQ(number(serve(model_named("epoll"), load_of(1, 101, REQUESTS)), "syscalls"), 3 * REQUESTS + 3);
}

/* A read and a write for each message; for each signal sigsuspend, the return from the handler, and a read that finds nothing, or the end. A message that comes
 * while the handler is at work may share its signal with the one before. */
TEST(aSignalMakesThreeCallsAndItsMessageTwo)
{
	long long calls = number(serve(model_named("signals"), load_of(1, 101, REQUESTS)), "syscalls"), signals = (calls - 2 * REQUESTS) / 3;
	CHECK_EQ(calls, 2 * REQUESTS + 3 * signals);
	CHECK(signals > 1 && signals <= REQUESTS + 1);
}

TEST(whatTheLibraryHidesIsNotCounted)
{
	int aio = model_named("aio");
	if (!here(&models[aio]))
		test_skip("no POSIX AIO here");
	serve(aio, load_of(CONNECTIONS, 101, REQUESTS));
	CHECK_EQ(number(json, "syscalls"), -1);
	CHECK_EQ(number(json, "copying_ns"), -1);
	CHECK(number(json, "waiting_ns") > 0);
}

TEST(everyOtherModelTellsBothPhases)
{
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]) && !models[i].hides) {
			serve(i, load_of(1, 101, REQUESTS));
			CHECK(number(json, "waiting_ns") > 0 && number(json, "copying_ns") > 0);
		}
}

/* ---- strace as a second witness ---- */

/* This program run by strace: one model, no test. */
__attribute__((constructor)) static void serve_for_strace(void)
{
	const char *name = getenv(STRACED);
	struct model_load load = load_of(CONNECTIONS, 101, REQUESTS);
	if (!name)
		return;
	int length = model_run(model_named(name), &load, json, sizeof json);
	_exit(length > 0 && puts(json) >= 0 && fflush(stdout) == 0 ? 0 : 1);
}

/* Not what the allocator asks for meanwhile: that is nobody's count. */
static bool is_call(const char *line)
{
	static const char *const memory[] = { "mmap(", "munmap(", "mremap(", "madvise(", "mprotect(", "brk(" };
	for (unsigned i = 0; i < sizeof memory / sizeof memory[0]; i++)
		if (strncmp(line, memory[i], strlen(memory[i])) == 0)
			return false;
	return line[0] != '-' && line[0] != '+'; /* signals and exits */
}

/* Calls between the two getrusage(2) of a worker, in the trace of one thread; 0 without them. */
static long long calls_while_serving(const char *path)
{
	char line[4096];
	long long calls = 0;
	int marks = 0;
	FILE *trace = fopen(path, "r");
	CHECK(trace != NULL);
	while (fgets(line, sizeof line, trace)) {
		bool mark = strncmp(line, "getrusage(", 10) == 0;
		marks += mark;
		calls += marks == 1 && !mark && is_call(line);
	}
	fclose(trace);
	return calls;
}

static long long calls_in(const char *directory)
{
	char path[512];
	long long calls = 0;
	DIR *traces = opendir(directory);
	CHECK(traces != NULL);
	for (struct dirent *entry; (entry = readdir(traces));)
		if (strncmp(entry->d_name, "trace.", 6) == 0) {
			snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
			calls += calls_while_serving(path);
			unlink(path);
		}
	closedir(traces);
	return calls;
}

/* What the model says it called; its own words stand in `json`. */
static long long straced(const char *name, const char *directory)
{
	char self[256] = "", command[1024];
	CHECK(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
	snprintf(command, sizeof command, STRACED "=%s strace -qq -ff -o %s/trace %s", name, directory, self);
	FILE *out = popen(command, "r");
	CHECK(out != NULL);
	bool said = fgets(json, sizeof json, out) != NULL;
	CHECK_EQ(pclose(out), 0);
	CHECK(said && strstr(json, "\"failed\":null"));
	return number(json, "syscalls") + number(json, "split_syscalls");
}

TEST(straceCountsTheSameSystemCalls)
{
	char directory[] = "/tmp/pollux-models-XXXXXX";
	if (SANITIZED || system("strace -qq true 2>/dev/null") != 0)
		test_skip("needs strace, and no sanitizer");
	CHECK(mkdtemp(directory) != NULL);
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]) && !(models[i].hides & MODEL_HIDES_CALLS)) {
			long long said = straced(models[i].name, directory), traced = calls_in(directory);
			if (said != traced)
				test_fail(__FILE__, __LINE__, "%s: %lld calls by its own count, %lld by strace's", models[i].name, said, traced);
		}
	rmdir(directory);
}

/* ---- what goes wrong ---- */

TEST(aQueueOfSignalsThatOverflowsLosesNoMessage)
{
	struct rlimit few = { 2, 2 };
	CHECK_EQ(setrlimit(RLIMIT_SIGPENDING, &few), 0);
	CHECK_EQ(number(serve(model_named("signals"), load_of(31, 101, REQUESTS)), "requests"), REQUESTS);
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
