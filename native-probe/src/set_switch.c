/* A set moves to another engine, live. The switcher takes the waiter role, so no thread is inside the old engine, registers the whole
 * interest list anew, and every entry is looked at once by the new engine: no hint crosses.
 *
 *   kernel -> engine   `engine` is written first, then the kick drives every epoll_wait(2) out; when none is left, what the kernel
 *                      knows (fdinfo) can't change under us, one-shots that fired included
 *   engine -> kernel   live entries go back into the real epoll fd; one-shots that fired stay behind as gaps, see set_ctl.c */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>

#include "clock.h"
#include "fallback.h"
#include "hand_back.h"
#include "proc_fds.h"
#include "set_core.h"

#define DRIVE_OUT_NS 1000000000ull

/* ---- an engine's state ---- */

static int engine_open(struct set *s, uint32_t id)
{
	int rc = engine_probe(id);
	if (rc < 0)
		return rc;
	if (s->wake < 0)
		s->wake = own_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), PROTO_EVENTFD);
	if (s->wake < 0)
		return s->wake;
	s->state = calloc(1, engines[id]->state_bytes + 1);
	rc = !s->state ? -ENOMEM : engines[id]->open ? engines[id]->open(s) : 0;
	if (rc < 0) {
		free(s->state);
		s->state = NULL;
	}
	return rc;
}

static void engine_close(struct set *s, uint32_t id)
{
	if (engines[id]->close)
		engines[id]->close(s);
	free(s->state);
	s->state = NULL;
	interest_unwatched(&s->in);
}

static void wake_close(struct set *s)
{
	own_fd_close(s->wake);
	s->wake = -1;
	s->kicked = false;
}

/* Every entry is new to the engine. Stale ones go. */
static int watch_all(struct set *s)
{
	const struct engine *engine = engines[s->engine];
	for (uint32_t i = 0; i < s->in.length; i++) {
		struct entry *e = &s->in.at[i];
		if (e->fd < 0)
			continue;
		int rc = engine->watch ? engine->watch(s, e, true) : 0;
		if (rc == -EBADF || rc == -EPERM)
			set_expel(s, e);
		else if (rc < 0)
			return rc;
		else if (engine->apply)
			interest_touch(&s->in, e);
	}
	return 0;
}

/* ---- kernel -> engine ---- */

/* Until no thread of ours is inside epoll_wait(2) on the real fd. Their leaving needs no lock. */
static int drive_out(struct set *s)
{
	int rc = 0;
	if (atomic_load(&s->kernel_waiters) || !s->born)
		rc = kick_add(s);
	uint64_t limit = clock_ns() + DRIVE_OUT_NS;
	while (rc == 0 && atomic_load(&s->kernel_waiters)) {
		if (clock_ns() > limit)
			rc = -ETIMEDOUT;
		nanosleep(&(struct timespec){ .tv_nsec = 50000 }, NULL);
	}
	/* a stock waiter from before the attach is not counted: the kick stays for it, unless someone polls the fd */
	if (s->born || s->nested)
		kick_remove(s);
	return rc;
}

static int take_member(const struct proc_member *m, void *arg)
{
	struct set *s = arg;
	if (m->events & (EPOLLET | EPOLLEXCLUSIVE))
		return -ENOTSUP;
	if (m->ghost || (atomic_load(&s->kick_on) && kick_is(m->data)) || interest_find(&s->in, m->fd))
		return 0;
	struct entry *e;
	int rc = set_enter(s, m->fd, m->events & ~(uint32_t)(EPOLLERR | EPOLLHUP), m->data, &e);
	if (rc == 0 && m->disabled)
		e->flags |= ENTRY_DISABLED;
	return rc == -ENOMEM ? rc : 0;
}

/* The kernel's list is given up, but for what a nested set mirrors. */
static void unregister_all(struct set *s)
{
	for (uint32_t i = 0; i < s->in.length; i++) {
		struct entry *e = &s->in.at[i];
		if (e->fd >= 0 && s->nested && !(e->flags & ENTRY_DISABLED))
			e->flags |= ENTRY_MIRRORED;
		else if (e->fd >= 0)
			epoll_ctl(s->epfd, EPOLL_CTL_DEL, e->fd, NULL);
	}
	set_count(s, SET_syscalls, s->in.live);
}

/* Entries that the kernel still serves: forgotten again. Gaps stay. */
static void forget_members(struct set *s)
{
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].fd >= 0 && !(s->in.at[i].flags & ENTRY_DISABLED))
			set_expel(s, &s->in.at[i]);
}

/* Entries from what the kernel holds. 0, or -errno with the reason. */
static int take_all(struct set *s, enum fallback *why)
{
	*why = FALLBACK_busy;
	int rc = drive_out(s);
	if (rc == 0) {
		rc = proc_each_member(s->epfd, take_member, s);
		*why = rc == -ENOTSUP ? FALLBACK_edge_triggered : rc == -ENOMEM ? FALLBACK_memory : FALLBACK_proc;
	}
	if (rc == 0) {
		rc = watch_all(s);
		*why = FALLBACK_watch;
	}
	return rc;
}

static int leave_kernel(struct set *s, uint32_t to)
{
	int rc = engine_open(s, to);
	if (rc < 0) {
		fallback_add(FALLBACK_open);
		return rc;
	}
	atomic_store(&s->engine, to);
	enum fallback why;
	rc = take_all(s, &why);
	if (rc == 0) {
		unregister_all(s);
		return 0;
	}
	fallback_add(why);
	engine_close(s, to);
	atomic_store(&s->engine, ENGINE_epoll);
	kick_remove(s);
	forget_members(s);
	wake_close(s);
	return rc;
}

/* ---- engine -> kernel ---- */

static int register_entry(struct set *s, struct entry *e)
{
	if (e->flags & (ENTRY_DISABLED | ENTRY_MIRRORED))
		return 0;
	struct epoll_event event = { .events = e->events, .data.u64 = e->data };
	int op = EPOLL_CTL_ADD, rc;
	set_count_ctl(s, 1);
	while ((rc = epoll_ctl(s->epfd, op, e->fd, &event) < 0 ? -errno : 0) == -EEXIST && op == EPOLL_CTL_ADD)
		op = EPOLL_CTL_MOD;
	return rc == -EBADF || rc == -EPERM ? 0 : rc;
}

/* An entry the kernel refuses (no memory, too many watches) is lost to the application whichever way; the others are not. */
static int enter_kernel(struct set *s, uint32_t from)
{
	int rc = 0;
	kick_remove(s);
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].fd >= 0 && entry_current(&s->in.at[i])) {
			int refused = register_entry(s, &s->in.at[i]);
			rc = refused ? refused : rc;
		}
	hand_back_compare(s);
	engine_close(s, from);
	for (uint32_t i = 0; i < s->in.length; i++)
		s->in.at[i].flags &= ~(uint32_t)ENTRY_MIRRORED;
	atomic_store(&s->engine, ENGINE_epoll);
	forget_members(s);
	wake_close(s);
	if (rc)
		fallback_add(FALLBACK_memory);
	return 0;
}

/* ---- engine -> engine ---- */

static int change_engine(struct set *s, uint32_t from, uint32_t to)
{
	engine_close(s, from);
	int rc = engine_open(s, to);
	if (rc < 0) {
		fallback_add(FALLBACK_open);
		enter_kernel(s, ENGINE_epoll);
		return rc;
	}
	atomic_store(&s->engine, to);
	rc = watch_all(s);
	if (rc < 0) {
		fallback_add(FALLBACK_watch);
		enter_kernel(s, to);
	}
	return rc;
}

int set_switch_locked(struct set *s, uint32_t to)
{
	set_seize_role(s);
	uint32_t from = s->engine;
	int rc = s->closing || s->epfd < 0 ? -ENOENT : 0;
	if (rc == 0 && from != to) {
		rc = from == ENGINE_epoll ? leave_kernel(s, to) : to == ENGINE_epoll ? enter_kernel(s, from) : change_engine(s, from, to);
		if (s->engine != from)
			set_row_moved(s, s->engine);
		set_row_members(s);
	}
	s->switchers--;
	set_drop_role(s);
	return rc;
}

int set_switch(struct set *s, uint32_t to)
{
	pthread_mutex_lock(&s->lock);
	int rc = set_switch_locked(s, to);
	pthread_mutex_unlock(&s->lock);
	return rc;
}

void set_fall_back(struct set *s, enum fallback reason)
{
	uint32_t from = s->engine;
	if (from == ENGINE_epoll)
		return;
	fallback_add(reason);
	enter_kernel(s, from);
	set_row_moved(s, ENGINE_epoll);
	set_row_members(s);
}
