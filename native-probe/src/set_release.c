/* Detach: every set back on the kernel's epoll, every waiter out, every descriptor of ours closed. */
#include <time.h>

#include "clock.h"
#include "set_core.h"

_Atomic int threads_held;

static void nap(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 200000 }, NULL);
}

/* To the kernel, with the kick on for as long as one of our threads waits there. */
static void hand_back(struct set *s)
{
	pthread_mutex_lock(&s->lock);
	if (s->epfd >= 0) {
		set_switch_locked(s, ENGINE_epoll);
		if (s->kernel_waiters)
			kick_add(s);
	}
	pthread_mutex_unlock(&s->lock);
}

/* Nobody is inside: the set ends, as if its epoll fd closed; the descriptor itself stays the application's. */
static bool end_if_idle(struct set *s)
{
	int epfd = s->epfd;
	if (epfd < 0)
		return true;
	pthread_mutex_lock(&s->lock);
	bool idle = s->kernel_waiters == 0 && s->waiters == 0;
	if (idle)
		kick_remove(s);
	pthread_mutex_unlock(&s->lock);
	if (idle)
		set_closing(epfd);
	return idle;
}

static bool end_all(void)
{
	bool ended = true;
	for (struct set *s = sets_first(); s; s = s->next)
		ended &= end_if_idle(s);
	return ended;
}

static int engines_release(void)
{
	int held = 0;
	for (int i = 0; i < ENGINES; i++)
		if (engines[i]->release)
			held += engines[i]->release();
	return held;
}

int sets_release(int ms)
{
	uint64_t limit = clock_ns() + (uint64_t)(ms > 0 ? ms : 0) * 1000000;
	sets_released = true;
	sets_engine = ENGINE_epoll;
	for (struct set *s = sets_first(); s; s = s->next)
		hand_back(s);
	while (!end_all() && clock_ns() < limit)
		nap();
	while (engines_release() > 0 && clock_ns() < limit)
		nap();
	int inside = sets_waiters();
	if (inside == 0) {
		kick_close();
		pollable_close();
	}
	return inside;
}
