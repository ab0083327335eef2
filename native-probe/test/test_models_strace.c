/* strace as a second witness: it counts as many system calls of each I/O model as the model does. */
#include "support_models.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#define STRACED "POLLUX_TEST_STRACED_MODEL"

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
