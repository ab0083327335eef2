/* What `pollux bench` measures: its counts are exact, its bare loops are level-triggered, it leaves nothing open. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench.h"
#include "clock.h"
#include "engine.h"
#include "probe.h"
#include "raw_wait.h"
#include "set.h"
#include "test.h"

enum { FDS = 5, OPS = 7, ROUNDS = 3, WAITS = OPS * ROUNDS };

static int open_fds(void)
{
	DIR *all = opendir("/proc/self/fd");
	int n = 0;
	while (readdir(all))
		n++;
	closedir(all);
	return n;
}

static struct bench_cell measured(int engine, enum bench_kind kind, int active)
{
	struct bench_plan plan = { engine, kind, FDS, active, OPS, ROUNDS };
	struct bench_cell cell;
	CHECK_EQ(bench_measure(&plan, &cell), 0);
	CHECK_EQ(cell.fds, FDS);
	CHECK_EQ(cell.served, WAITS * active);
	return cell;
}

TEST(epollIsCountedExactly)
{
	struct bench_cell cell = measured(ENGINE_epoll, BENCH_PIPE, 3);
	CHECK_EQ(cell.waits, WAITS);
	CHECK_EQ(cell.syscalls, WAITS);
	CHECK_EQ(cell.scanned_fds, 3 * WAITS);
	CHECK_EQ(cell.copied_in_bytes, 0);
	CHECK_EQ(cell.copied_out_bytes, 3 * WAITS * sizeof(struct epoll_event));
}

/* The array has the wake-up, too. */
TEST(pollIsCountedExactly)
{
	struct bench_cell cell = measured(ENGINE_poll, BENCH_UNIX, 3);
	CHECK_EQ(cell.waits, WAITS);
	CHECK_EQ(cell.syscalls, WAITS);
	CHECK_EQ(cell.scanned_fds, (FDS + 1) * WAITS);
	CHECK_EQ(cell.copied_in_bytes, 8 * (FDS + 1) * WAITS);
	CHECK_EQ(cell.copied_out_bytes, 2 * (FDS + 1) * WAITS);
}

TEST(everyEngineIsMeasuredOnEveryKind)
{
	for (int engine = 0; engine < ENGINES; engine++)
		for (int kind = 0; kind < BENCH_KINDS && engine_probe((uint32_t)engine) == 0; kind++) {
			struct bench_cell cell = measured(engine, (enum bench_kind)kind, FDS);
			CHECK(cell.waits >= WAITS && cell.syscalls >= cell.waits);
			CHECK(cell.pollux.wait.low <= cell.pollux.wait.middle && cell.pollux.wait.middle <= cell.pollux.wait.high);
			CHECK(!cell.bare || cell.ratio.middle > 0);
		}
}

TEST(nothingIsLeftOpen)
{
	measured(ENGINE_epoll, BENCH_PIPE, 1); /* the ledger, which stays */
	int before = open_fds();
	for (int engine = 0; engine < ENGINES; engine++)
		if (engine_probe((uint32_t)engine) == 0)
			measured(engine, BENCH_TCP, 1);
	CHECK_EQ(open_fds(), before);
	CHECK_EQ(sets_own_fds(), 0);
}

TEST(asManyAsMayBeOpenAreMeasured)
{
	struct rlimit few = { 211, 211 };
	struct bench_plan plan = { ENGINE_poll, BENCH_PIPE, 1009, 1, 1, 1 };
	struct bench_cell cell;
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
	CHECK_EQ(bench_measure(&plan, &cell), 0);
	CHECK_EQ(cell.open_limit, 211);
	CHECK(cell.fds > 61 && cell.fds < 211 / 2);
	plan.active = 1009;
	CHECK_EQ(bench_measure(&plan, &cell), -EMFILE);
}

TEST(whatIsNoPlanIsRefused)
{
	struct bench_plan good = { ENGINE_epoll, BENCH_PIPE, 2, 1, 1, 1 };
	struct bench_plan bad[] = { good, good, good, good, good, good };
	struct bench_cell cell;
	bad[0].engine = ENGINES;
	bad[1].kind = BENCH_KINDS;
	bad[2].fds = 0;
	bad[3].active = 3;
	bad[4].ops = -1;
	bad[5].rounds = 0;
	for (int i = 0; i < 6; i++)
		CHECK_EQ(bench_measure(&bad[i], &cell), -EINVAL);
	CHECK_EQ(bench_measure(&good, &cell), 0);
}

TEST(theChildAnswersInJson)
{
	char json[4000];
	CHECK(pollux_bench(ENGINE_poll, BENCH_TCP, FDS, 1, OPS, ROUNDS, json, sizeof json) > 0);
	CHECK(strstr(json, "{\"fds\":5,\"open_limit\":") == json);
	CHECK(strstr(json, "\"served\":21,\"waits\":21,\"syscalls\":21,\"scanned_fds\":126,\"copied_in_bytes\":1008,\"copied_out_bytes\":252}") != NULL);
	CHECK(pollux_bench(ENGINE_poll, BENCH_TCP, FDS, FDS + 1, OPS, ROUNDS, json, sizeof json) > 0);
	CHECK_STR(json, "{\"error\":22}");
	CHECK_EQ(pollux_bench(ENGINE_poll, BENCH_PIPE, FDS, 1, OPS, ROUNDS, json, 16), -ENOSPC);
}

/* ---- the bare loops ---- */

static int ready_of(const struct raw_wait *loop, struct raw *r, int *fd)
{
	int ready[4] = { -1 }, n = 0;
	for (int looks = 0; looks < 3 && n == 0; looks++) /* a completion is posted when it is asked for */
		n = loop->wait(r, ready, 4, false);
	*fd = ready[0];
	return n;
}

static void is_level_triggered(const struct raw_wait *loop)
{
	int p[2], quiet[2], fd;
	struct raw *r = loop->open(64);
	CHECK(r != NULL);
	CHECK_EQ(pipe2(p, O_NONBLOCK) | pipe2(quiet, O_NONBLOCK), 0);
	CHECK_EQ(write(p[1], "", 1), 1);
	loop->add(r, p[0], POLLIN);
	loop->add(r, quiet[0], POLLIN);
	for (int again = 0; again < 3; again++) {
		CHECK_EQ(ready_of(loop, r, &fd), 1);
		CHECK_EQ(fd, p[0]);
	}
	loop->change(r, p[0], POLLPRI);
	CHECK_EQ(ready_of(loop, r, &fd), 0);
	loop->change(r, p[0], POLLIN);
	CHECK_EQ(ready_of(loop, r, &fd), 1);
	loop->del(r, p[0]);
	CHECK_EQ(ready_of(loop, r, &fd), 0);
	CHECK_EQ(write(quiet[1], "", 1), 1);
	CHECK_EQ(loop->wait(r, &fd, 1, true), 1);
	CHECK_EQ(fd, quiet[0]);
	loop->close(r);
	close(p[0]), close(p[1]), close(quiet[0]), close(quiet[1]);
}

TEST(everyBareLoopIsLevelTriggered)
{
	clock_init();
	int loops = 0, before = open_fds();
	for (uint32_t engine = 0; engine < ENGINES; engine++) {
		const struct raw_wait *loop = raw_wait_of(engine_name(engine));
		if (!loop || engine_probe(engine) < 0)
			continue;
		is_level_triggered(loop);
		loops++;
	}
	CHECK(loops >= 5);
	CHECK_EQ(open_fds(), before);
}
