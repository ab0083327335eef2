/* What signals say, and of which set. */
#include "sigio_set.h"

#include <signal.h>

#include "mutate.h"
#include "sigio_arm.h"

#define NOISE_LIMIT 256 /* signals of an entry that is queued already: it is better off weak */

/* One hint. Its number may be another file's by now: then the verifying poll costs a little, and that is all. Locked. */
static void hint(struct set *s, int fd)
{
	struct entry *e = s->serving == &engine_sigio ? interest_find(&s->in, fd) : NULL;
	if (!e || !(e->flags & ENTRY_WATCHED) || (MUTATED(HINT_LATE) && e->round == s->round))
		return;
	tally(s, SET_hints, 1);
	e->noise = e->flags & ENTRY_QUEUED ? e->noise + 1 : 0;
	if (e->noise > NOISE_LIMIT)
		sigio_weaken(s, e);
	interest_push(&s->in, e);
}

/* For a set that another thread may be asleep in. */
static void hint_elsewhere(struct set *s, int fd)
{
	pthread_mutex_lock(&s->lock);
	hint(s, fd);
	set_kick(s);
	pthread_mutex_unlock(&s->lock);
}

/* Signals of every set that this thread owns come in one queue. Those of the waiter's own set wait for `collect`, which has the lock. */
void sigio_route(struct set *waiter, uint32_t n)
{
	struct sigio_state *p = waiter->state;
	p->mine = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct signalfd_siginfo *info = &p->info[i];
		if (info->ssi_signo == SIGIO || info->ssi_code == SI_KERNEL) {
			atomic_fetch_add(&p->owner->overflows, 1);
			continue;
		}
		struct set *s = sigio_armed_by(info->ssi_fd);
		if (s == waiter)
			p->info[p->mine++] = *info;
		else if (s)
			hint_elsewhere(s, info->ssi_fd);
	}
}

void sigio_hint(struct set *s)
{
	struct sigio_state *p = s->state;
	for (uint32_t i = 0; i < p->mine; i++)
		hint(s, p->info[i].ssi_fd);
	p->mine = 0;
}
