/* The clock against CLOCK_MONOTONIC. Tolerances are of rates and orders; no test asserts how long something takes. */
#include "test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"

static int64_t monotonic_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Ours less the kernel's, ns. The kernel's is read before and after; of 101 tries the tightest counts. */
static int64_t offset(void)
{
	int64_t least = INT64_MAX, result = 0;
	for (int i = 0; i < 101; i++) {
		int64_t before = monotonic_ns(), ours = (int64_t)clock_ns(), after = monotonic_ns();
		if (after - before < least) {
			least = after - before;
			result = ours - (before + least / 2);
		}
	}
	return result;
}

static void await(int64_t ns)
{
	int64_t end = monotonic_ns() + ns;
	while (monotonic_ns() < end)
		;
}

TEST(readsTheKernelsClockBeforeInit)
{
	int64_t before = monotonic_ns();
	int64_t ours = (int64_t)clock_ns();
	CHECK(ours >= before && ours <= monotonic_ns());
	CHECK_STR(clock_name(), "monotonic");
}

TEST(runsWithinOnePercentOfTheKernelsClock)
{
	clock_init();
	int64_t start = offset();
	await(101000000);
	int64_t drift = offset() - start;
	CHECK(llabs(drift) < 1010000);
}

TEST(standsWhereTheKernelsClockStands)
{
	clock_init();
	CHECK(llabs(offset()) < 1000000);
}

TEST(anchoringBringsItBackToTheKernelsClock)
{
	clock_init();
	if (strcmp(clock_name(), "tsc") != 0)
		test_skip("the kernel does not use the TSC here");
	await(53000000);
	CHECK(clock_anchor_now());
	/* 53 ms at the calibration's error of some 100 ppm are 5 us; 50 us leave room for a busy machine. */
	CHECK(llabs(offset()) < 50000);
}

TEST(initIsDoneOnce)
{
	clock_init();
	uint64_t before = clock_ns();
	clock_init();
	CHECK(clock_ns() >= before);
}

static atomic_bool done;

static void *read_until_done(void *unused)
{
	uint64_t last = 0;
	(void)unused;
	while (!atomic_load_explicit(&done, memory_order_relaxed)) {
		uint64_t now = clock_ns();
		/* Two stamps across a new anchor, which may run slower by 1/1000: 1 us is a millisecond's difference. */
		CHECK(now + 1000 >= last);
		last = now;
	}
	return NULL;
}

TEST(neverStepsBackWhileOthersAnchor)
{
	pthread_t readers[3];
	clock_init();
	for (int i = 0; i < 3; i++)
		CHECK(pthread_create(&readers[i], NULL, read_until_done, NULL) == 0);
	for (int i = 0; i < 59; i++) { /* fewer than there are anchors: none is reused here */
		clock_anchor_now();
		await(1000000);
	}
	done = true;
	for (int i = 0; i < 3; i++)
		pthread_join(readers[i], NULL);
}

TEST(isMonotoneInOneThread)
{
	clock_init();
	uint64_t last = 0;
	for (int i = 0; i < 1000003; i++) {
		uint64_t now = clock_ns();
		CHECK(now >= last);
		last = now;
	}
}

TEST(sinceIsNeverNegative)
{
	CHECK_EQ(clock_since(7, 18), 11);
	CHECK_EQ(clock_since(18, 7), 0);
}
