/* Entries come and go: the interest list, the count of memberships by descriptor, the engine and the mirror, in step.
 *
 * A descriptor that closes must leave every set, and most descriptors are in none: membership[fd] answers that with one load. It
 * also remembers the last set that took fd in, which is most often the only one. */
#include <errno.h>
#include <poll.h>
#include <sys/stat.h>

#include "idle.h"
#include "mutate.h"
#include "set_core.h"
#include "sys.h"

static struct { _Atomic uint32_t sets; _Atomic int epfd; } membership[FD_LIMIT];

/* The ledger's generation, opening a row for a descriptor seen for the first time. */
static uint64_t generation(int fd)
{
	return fd_row_of(fd) ? fd_conn(fd) : 0;
}

bool entry_current(const struct entry *e)
{
	uint64_t conn = e->conn ? fd_conn(e->fd) : 0;
	return conn == e->conn || conn == 0;
}

static void leave(int fd)
{
	atomic_fetch_sub(&membership[fd].sets, 1);
}

int set_enter(struct set *s, int fd, uint32_t events, uint64_t data, struct entry **entered)
{
	if ((uint32_t)fd >= FD_LIMIT)
		return fd < 0 ? -EBADF : -ENOMEM;
	/* counted first: a close that still reads 0 comes before the fstat, which then fails or finds another file */
	if (atomic_fetch_add(&membership[fd].sets, 1) == 0)
		idle_begin(fd);
	atomic_store_explicit(&membership[fd].epfd, s->epfd, memory_order_relaxed);
	struct stat st;
	int rc = sys_fstat(fd, &st) < 0 ? -EBADF : pollable(s, fd, st.st_mode);
	set_count(s, SET_syscalls, 1);
	struct entry *e = rc == 0 ? interest_add(&s->in, fd, events, data) : NULL;
	if (!e) {
		leave(fd);
		return rc ? rc : -ENOMEM;
	}
	e->dev = st.st_dev;
	e->ino = st.st_ino;
	e->conn = generation(fd);
	if (e->conn && fd_rows[fd].birth_seen)
		e->flags |= ENTRY_BORN;
	e->flags |= S_ISSOCK(st.st_mode) ? ENTRY_SOCKET : S_ISCHR(st.st_mode) ? ENTRY_CHARACTER : 0;
	set_row_members(s);
	*entered = e;
	return 0;
}

/* Every way in which the JDK closes or replaces a descriptor is hooked, and so is every way in which it makes one. Where both the birth was
 * seen and the generation stands, only foreign code that closed the JDK's descriptor and opened its own can have put another file
 * there; the kernel has dropped the registration then, and the application hears nothing of the number, as without us. */
static bool trusted(const struct set *s, const struct entry *e)
{
	return s->serving->trusts_births && (e->flags & ENTRY_BORN) && entry_current(e);
}

int set_find(struct set *s, int fd, struct entry **found)
{
	struct entry *e = interest_find(&s->in, fd);
	if (e && trusted(s, e)) {
		*found = e;
		return 0;
	}
	struct stat st;
	int rc = sys_fstat(fd, &st) < 0 ? -EBADF : 0;
	set_count(s, SET_syscalls, 1);
	if (e && (rc < 0 || st.st_ino != e->ino || st.st_dev != e->dev || !entry_current(e))) {
		set_expel(s, e);
		e = NULL;
	}
	*found = e;
	return rc == 0 && !e ? pollable(s, fd, st.st_mode) : rc;
}

void set_expel(struct set *s, struct entry *e)
{
	const struct engine *engine = s->serving;
	bool wake = engine->unwatch ? engine->unwatch(s, e) : true;
	mirror_out(s, e);
	if (engine->apply)
		interest_touch(&s->in, e);
	if (!(e->flags & ENTRY_EDGES))
		leave(e->fd);
	s->parked -= (e->flags & ENTRY_PARKED) != 0;
	interest_remove(&s->in, e);
	set_row_members(s);
	if (wake)
		set_kick(s);
}

void set_expel_parked(struct set *s)
{
	for (uint32_t i = 0; i < s->in.length && s->parked; i++)
		if (s->in.at[i].fd >= 0 && (s->in.at[i].flags & ENTRY_PARKED))
			set_expel(s, &s->in.at[i]);
}

bool set_report(struct set *s, struct entry *e, uint32_t revents, struct epoll_event *out)
{
	if (__builtin_expect((revents & POLLNVAL) != 0, 0)) {
		set_expel(s, e);
		return false;
	}
	revents &= e->events | EPOLLERR | EPOLLHUP;
	if (__builtin_expect((e->flags & ENTRY_EDGES) != 0, 0)) {
		s->edges_ready |= revents != 0;
		return false;
	}
	if (!revents || (e->flags & (ENTRY_DISABLED | ENTRY_PARKED)))
		return false;
	out->events = revents;
	out->data.u64 = e->data;
	e->round = s->round;
	if ((e->events & EPOLLONESHOT) && !MUTATED(ONESHOT_STAYS)) {
		e->flags |= ENTRY_DISABLED;
		mirror_out(s, e);
		if (s->serving->apply)
			interest_touch(&s->in, e);
	}
	return true;
}

static bool act_in(struct set *s, int fd, void (*act)(struct set *, struct entry *))
{
	pthread_mutex_lock(&s->lock);
	struct entry *e = interest_find(&s->in, fd);
	if (e)
		act(s, e);
	pthread_mutex_unlock(&s->lock);
	return e != NULL;
}

/* Calls `act` on fd's entry in every set that has one. */
static void each_membership(int fd, void (*act)(struct set *, struct entry *))
{
	uint32_t left = atomic_load(&membership[fd].sets);
	struct set *last = set_known(atomic_load_explicit(&membership[fd].epfd, memory_order_relaxed));
	if (last && act_in(last, fd, act))
		left--;
	for (struct set *s = sets_first(); s && left; s = s->next)
		if (s != last && act_in(s, fd, act))
			left--;
}

void sets_forget(int fd)
{
	if ((uint32_t)fd >= FD_LIMIT || __builtin_expect(atomic_load(&membership[fd].sets) == 0, 1))
		return;
	each_membership(fd, set_expel);
}

static void suspect(struct set *s, struct entry *e)
{
	if (s->serving->suspect)
		s->serving->suspect(s, e);
}

void sets_suspect(int fd)
{
	if ((uint32_t)fd >= FD_LIMIT || __builtin_expect(atomic_load(&membership[fd].sets) == 0, 1))
		return;
	each_membership(fd, suspect);
}
