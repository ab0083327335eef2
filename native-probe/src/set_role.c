/* The waiter role: one thread at a time waits on a set, sleeps without the lock, and is woken by an eventfd when it must look up. */
#include <errno.h>
#include <limits.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "mutate.h"
#include "set_core.h"

/* The write does not fail: a non-blocking eventfd refuses only what would take its counter past 2^64-2 (EAGAIN, eventfd(2)), and ours is 0 or
 * 1, for `kicked` holds the next one back until set_unkick has read this one. Only foreign code that closes our descriptor breaks it
 * (EBADF); poll, select and sigio notice that in their next wait, and the set falls back. */
void set_kick(struct set *s)
{
	if (!s->asleep || s->kicked || MUTATED(NO_KICK))
		return;
	s->kicked = true;
	uint64_t one = 1;
	ssize_t written = write(s->wake, &one, sizeof one);
	(void)written;
	set_count(s, SET_syscalls, 1);
	set_count(s, SET_copied_in_bytes, sizeof one);
}

bool set_unkick(struct set *s)
{
	if (!s->kicked)
		return false;
	s->kicked = false;
	uint64_t value;
	ssize_t got = read(s->wake, &value, sizeof value);
	(void)got;
	tally(s, SET_syscalls, 1);
	tally(s, SET_copied_out_bytes, sizeof value);
	return true;
}

static int await(struct set *s, uint64_t deadline)
{
	struct timespec until = { .tv_sec = (time_t)(deadline / 1000000000), .tv_nsec = (long)(deadline % 1000000000) };
	s->queued++;
	int rc = deadline == UINT64_MAX ? pthread_cond_wait(&s->idle, &s->lock) : pthread_cond_timedwait(&s->idle, &s->lock, &until);
	s->queued--;
	return -rc;
}

int set_take_role(struct set *s, uint64_t deadline)
{
	uint32_t engine = s->engine;
	while (s->busy || s->switchers) {
		/* A switcher reports nothing to anybody, so what is ready now must be seen by this wait, though its time be over. */
		if (await(s, s->switchers ? UINT64_MAX : deadline) == -ETIMEDOUT)
			return -ETIMEDOUT;
		if (s->engine != engine || s->closing)
			return -EAGAIN;
	}
	s->busy = true;
	return 0;
}

void set_drop_role(struct set *s)
{
	s->busy = false;
	if (s->queued)
		pthread_cond_broadcast(&s->idle);
}

void set_seize_role(struct set *s)
{
	s->switchers++;
	while (s->busy) {
		set_kick(s);
		await(s, UINT64_MAX);
	}
	s->busy = true;
}

int64_t time_left(uint64_t deadline)
{
	if (deadline == UINT64_MAX)
		return -1;
	uint64_t now = clock_ns();
	return now < deadline ? (int64_t)(deadline - now) : 0;
}

int to_ms(int64_t ns)
{
	if (ns < 0)
		return -1;
	int64_t ms = (ns + 999999) / 1000000;
	return ms < INT_MAX ? (int)ms : INT_MAX;
}
