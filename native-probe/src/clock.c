#include "clock.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tsc.h"

#define SECOND 1000000000ull
#define CALIBRATION_NS 2000000ull
#define ANCHORS 64

__extension__ typedef unsigned __int128 wide;

struct sample {
	uint64_t ticks, ns;
};

static struct clock_anchor anchors[ANCHORS];
struct clock_anchor *_Atomic clock_current;
static struct sample origin;           /* of the calibration: the longer ago, the better the slope */
static atomic_flag anchoring = ATOMIC_FLAG_INIT;
static unsigned latest;
static pthread_once_t once = PTHREAD_ONCE_INIT;

uint64_t clock_monotonic_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * SECOND + (uint64_t)now.tv_nsec;
}

/* Both clocks at one moment: of five tries the one that took least. */
static struct sample take_sample(void)
{
	struct sample best = { 0, 0 };
	uint64_t least = UINT64_MAX;
	for (int i = 0; i < 5; i++) {
		uint64_t before = tsc_read();
		uint64_t ns = clock_monotonic_ns();
		uint64_t after = tsc_read();
		if (after - before >= least)
			continue;
		least = after - before;
		best = (struct sample){ before + least / 2, ns };
	}
	return best;
}

static uint64_t slope(struct sample from, struct sample to)
{
	return (uint64_t)(((wide)(to.ns - from.ns) << 32) / (to.ticks - from.ticks));
}

static void publish(struct sample base, uint64_t mult)
{
	struct clock_anchor *next = &anchors[++latest % ANCHORS];
	atomic_store_explicit(&next->ticks, base.ticks, memory_order_relaxed);
	atomic_store_explicit(&next->ns, base.ns, memory_order_relaxed);
	atomic_store_explicit(&next->mult, mult, memory_order_relaxed);
	atomic_store_explicit(&clock_current, next, memory_order_release);
}

static bool kernel_trusts_tsc(void)
{
	char name[16] = "";
	FILE *source = fopen("/sys/devices/system/clocksource/clocksource0/current_clocksource", "re");
	if (!source)
		return false;
	bool read = fgets(name, sizeof name, source) != NULL;
	fclose(source);
	return read && strcmp(name, "tsc\n") == 0;
}

static void calibrate(void)
{
	if (!tsc_invariant() || !kernel_trusts_tsc())
		return;
	origin = take_sample();
	struct sample end;
	do
		end = take_sample();
	while (end.ns - origin.ns < CALIBRATION_NS);
	if (end.ticks > origin.ticks)
		publish(end, slope(origin, end));
}

void clock_init(void)
{
	pthread_once(&once, calibrate);
}

/* Behind: steps forward. Ahead: so much slower that the kernel's clock has caught up after as long as the last anchor stood. */
static void anchor(struct clock_anchor *old)
{
	struct sample now = take_sample();
	uint64_t ours = clock_at(old, now.ticks), mult = slope(origin, now);
	if (ours > now.ns) {
		uint64_t ahead = ours - now.ns, horizon = clock_since(clock_load(&old->ns), ours) + SECOND;
		uint64_t brake = (uint64_t)((wide)mult * ahead / horizon);
		mult -= brake < mult / 1000 ? brake : mult / 1000;
		now.ns = ours;
	}
	publish(now, mult);
}

bool clock_anchor_now(void)
{
	struct clock_anchor *old = atomic_load(&clock_current);
	if (!old || atomic_flag_test_and_set(&anchoring))
		return false;
	anchor(atomic_load(&clock_current));
	atomic_flag_clear(&anchoring);
	return true;
}

void clock_anchor(void)
{
	struct clock_anchor *old = atomic_load(&clock_current);
	if (old && clock_since(clock_load(&old->ns), clock_ns()) > SECOND)
		clock_anchor_now();
}

const char *clock_name(void)
{
	return atomic_load(&clock_current) ? "tsc" : "monotonic";
}
