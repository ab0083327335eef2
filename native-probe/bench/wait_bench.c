/* What a wait costs under each engine, beside the same system calls in a bare C loop: one of n pipes, chosen at random, gets a byte;
 * the wait that finds it is timed; the byte is read. Raw and Pollux take turns on the same pipes; the median of each turn counts, and
 * the ratio is the median over the turns' ratios, so that a busy machine disturbs both alike.
 *
 *   wait_bench [json] [engine...] [fds...]        every engine; fds: 10 100 1000 10000, as many as RLIMIT_NOFILE allows */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"
#include "ledger.h"
#include "median.h"
#include "raw_wait.h"
#include "set.h"

#define TURNS 11
#define MAX_WAITS 1501
#define TURN_NS 60000000ull /* a turn ends after it, or MAX_WAITS */
#define MIN_WAITS 31

static int (*pipes)[2];
static int *read_ends;

struct side { int (*wait)(void *); void *on; };

/* Median ns of one turn. */
static double turn(struct side side, int n)
{
	static double ns[MAX_WAITS];
	uint64_t start = clock_ns();
	int k = 0;
	for (int i = -5; i < MAX_WAITS && (i < MIN_WAITS || clock_ns() - start < TURN_NS); i++) {
		int chosen = rand() % n;
		char byte = 0;
		(void)!write(pipes[chosen][1], &byte, 1);
		uint64_t before = clock_ns();
		int fd = side.wait(side.on);
		uint64_t after = clock_ns();
		if (fd != pipes[chosen][0] || read(fd, &byte, 1) != 1) {
			fprintf(stderr, "wait_bench: the wrong descriptor was reported\n");
			exit(1);
		}
		if (i >= 0) /* the first few warm caches and verify what was registered */
			ns[k++] = (double)(after - before);
	}
	return median(ns, k);
}

static const struct raw_wait *raw;
static int wait_raw(void *on) { return raw->wait(on); }

static struct epoll_event events[256];
static int wait_pollux(void *on) { return set_wait(*(int *)on, events, 256, -1) == 1 ? events[0].data.fd : -1; }

static double raw_turn(int n)
{
	struct raw *r = raw->open(read_ends, n);
	double ns = turn((struct side){ wait_raw, r }, n);
	raw->close(r);
	return ns;
}

static double pollux_turn(uint32_t engine, int n)
{
	int epfd = epoll_create1(0);
	set_created(epfd);
	set_use(epfd, engine);
	for (int i = 0; i < n; i++)
		set_ctl(epfd, EPOLL_CTL_ADD, read_ends[i], &(struct epoll_event){ .events = EPOLLIN, .data.fd = read_ends[i] });
	double ns = turn((struct side){ wait_pollux, &epfd }, n);
	set_closing(epfd);
	close(epfd);
	return ns;
}

struct result { double raw, pollux, ratio; };

static struct result measure(uint32_t engine, int n)
{
	double a[TURNS], b[TURNS], ratio[TURNS];
	raw = &raw_waits[engine];
	for (int t = 0; t < TURNS; t++) {
		a[t] = raw_turn(n);
		b[t] = pollux_turn(engine, n);
		ratio[t] = b[t] / a[t];
	}
	return (struct result){ median(a, TURNS), median(b, TURNS), median(ratio, TURNS) };
}

static void allow(int most)
{
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	pipes = calloc((size_t)most, sizeof *pipes);
	read_ends = calloc((size_t)most, sizeof *read_ends);
}

/* As many of n as the limit leaves room for; only as many as are needed are open, so that select's sets are as short as they can be. */
static int open_pipes(int n)
{
	static int opened;
	while (opened > n) {
		opened--;
		close(pipes[opened][0]);
		close(pipes[opened][1]);
	}
	for (; opened < n && pipe2(pipes[opened], O_NONBLOCK) == 0; opened++)
		read_ends[opened] = pipes[opened][0];
	for (int spare = 0; opened < n && spare < 8; spare++) { /* for the engines' own */
		opened--;
		close(pipes[opened][0]);
		close(pipes[opened][1]);
	}
	return opened;
}

static void print(bool json, bool first, uint32_t engine, int n, struct result r)
{
	if (json)
		printf("%s{\"engine\":\"%s\",\"fds\":%d,\"raw_ns\":%.0f,\"pollux_ns\":%.0f,\"ratio\":%.3f}", first ? "[" : ",\n ",
		       engine_name(engine), n, r.raw, r.pollux, r.ratio);
	else
		printf("%-10s %7d %12.0f %12.0f %8.2f\n", engine_name(engine), n, r.raw, r.pollux, r.ratio);
	fflush(stdout);
}

struct plan { bool json, engine[ENGINES]; int sizes[16], count, engines; };

static void plan_word(struct plan *plan, const char *word)
{
	int engine = engine_index(word);
	if (strcmp(word, "json") == 0)
		plan->json = true;
	else if (engine >= 0)
		plan->engine[engine] = ++plan->engines;
	else if (plan->count < 16)
		plan->sizes[plan->count++] = atoi(word);
}

static struct plan plan_of(int argc, char **argv)
{
	static const int usual[] = { 10, 100, 1000, 10000 };
	struct plan plan = { 0 };
	for (int i = 1; i < argc; i++)
		plan_word(&plan, argv[i]);
	for (int i = 0; plan.engines == 0 && i < ENGINES; i++)
		plan.engine[i] = true;
	if (plan.count == 0)
		memcpy(plan.sizes, usual, sizeof usual);
	plan.count = plan.count ? plan.count : 4;
	return plan;
}

static int most_of(const struct plan *plan)
{
	int most = 0;
	for (int i = 0; i < plan->count; i++)
		most = plan->sizes[i] > most ? plan->sizes[i] : most;
	return most;
}

int main(int argc, char **argv)
{
	struct plan plan = plan_of(argc, argv);
	clock_init();
	if (ledger_open() < 0)
		return 1;
	allow(most_of(&plan));
	if (!plan.json)
		printf("%-10s %7s %12s %12s %8s\n", "engine", "fds", "raw ns", "pollux ns", "ratio");
	bool first = true;
	for (uint32_t engine = 0; engine < ENGINES; engine++)
		for (int i = 0; plan.engine[engine] && engine_probe(engine) == 0 && i < plan.count; i++, first = false) {
			int n = open_pipes(plan.sizes[i]);
			print(plan.json, first, engine, n, measure(engine, n));
		}
	if (plan.json)
		puts("]");
	return 0;
}
