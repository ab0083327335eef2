/* What a wait costs under each engine, beside the same system call in a bare C loop (bench.h), one of n pipes ready at a time: what
 * `pollux bench` measures, without a JVM and in more rounds.
 *
 *   wait_bench [engine...] [fds...]        every engine; fds: 10 100 1000 10000, as many as RLIMIT_NOFILE allows */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "engine.h"
#include "set.h"

struct choice { bool engine[ENGINES]; int sizes[16], count, engines; };

static void word(struct choice *choice, const char *word)
{
	int engine = engine_index(word);
	if (engine >= 0)
		choice->engine[engine] = ++choice->engines;
	else if (choice->count < 16)
		choice->sizes[choice->count++] = atoi(word);
}

static struct choice choice_of(int argc, char **argv)
{
	static const int usual[] = { 10, 100, 1000, 10000 };
	struct choice choice = { 0 };
	for (int i = 1; i < argc; i++)
		word(&choice, argv[i]);
	for (int i = 0; choice.engines == 0 && i < ENGINES; i++)
		choice.engine[i] = true;
	if (choice.count == 0)
		memcpy(choice.sizes, usual, sizeof usual);
	choice.count = choice.count ? choice.count : 4;
	return choice;
}

static void show(int engine, int fds)
{
	struct bench_plan plan = { .engine = engine, .kind = BENCH_PIPE, .fds = fds, .active = 1, .rounds = 21 };
	struct bench_cell cell;
	int rc = bench_measure(&plan, &cell);
	if (rc < 0)
		fprintf(stderr, "wait_bench: %s, %d: %s\n", engine_name((uint32_t)engine), fds, strerror(-rc));
	else if (cell.bare)
		printf("%-10s %7d %12.0f %12.0f %8.2f\n", engine_name((uint32_t)engine), cell.fds, cell.raw.wait.middle,
		       cell.pollux.wait.middle, cell.ratio.middle);
	else
		printf("%-10s %7d %12s %12.0f %8s\n", engine_name((uint32_t)engine), cell.fds, "-", cell.pollux.wait.middle, "-");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	struct choice choice = choice_of(argc, argv);
	printf("%-10s %7s %12s %12s %8s\n", "engine", "fds", "raw ns", "pollux ns", "ratio");
	for (int engine = 0; engine < ENGINES; engine++)
		for (int i = 0; choice.engine[engine] && engine_probe((uint32_t)engine) == 0 && i < choice.count; i++)
			show(engine, choice.sizes[i]);
	return 0;
}
