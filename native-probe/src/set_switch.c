/* A set moves to another engine, live. The switcher takes the waiter role, so no thread is inside the old engine, registers the whole
 * interest list anew, and every entry is looked at once by the new engine: no hint crosses.
 *
 *   kernel -> engine   `engine` is written first, then the kick drives every epoll_wait(2) out; when none is left, what the kernel
 *                      knows (fdinfo) can't change under us, one-shots that fired included
 *   engine -> kernel   live entries go back into the real epoll fd; one-shots that fired stay behind as gaps, see set_ctl.c. The kernel may
 *                      refuse (ENOSPC, ENOMEM): then the set stays where it is, or goes to poll if the engine there has failed */
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
	if (kernel_only(s, m->events) || ((m->events & EPOLLET) && m->disabled))
		return -ENOTSUP;
	if ((m->events & EPOLLET) || m->ghost || (atomic_load(&s->kick_on) && kick_is(m->data)) || interest_find(&s->in, m->fd))
		return 0;
	struct entry *e;
	int rc = set_enter(s, m->fd, m->events & ~(uint32_t)(EPOLLERR | EPOLLHUP), m->data, &e);
	if (rc == 0 && m->disabled)
		e->flags |= ENTRY_DISABLED;
	return rc == -ENOMEM ? rc : 0;
}

/* Once the engine has the others. */
static int take_edge(const struct proc_member *m, void *arg)
{
	struct epoll_event event = { .events = m->events, .data.u64 = m->data };
	int rc = m->ghost || !(m->events & EPOLLET) ? 0 : edges_add(arg, m->fd, &event);
	return rc == -EBADF || rc == -EEXIST ? 0 : rc;
}

/* The kernel's list is given up, but for what a nested set mirrors. */
static void unregister_all(struct set *s)
{
	for (uint32_t i = 0; i < s->in.length; i++) {
		struct entry *e = &s->in.at[i];
		if (e->fd < 0 || (e->flags & ENTRY_EDGES))
			continue;
		if (s->nested && !(e->flags & ENTRY_DISABLED))
			e->flags |= ENTRY_MIRRORED;
		else
			epoll_ctl(s->epfd, EPOLL_CTL_DEL, e->fd, NULL);
	}
	set_count(s, SET_syscalls, s->in.live);
	edges_unregister(s);
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
	return rc ? rc : proc_each_member(s->epfd, take_edge, s);
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
	edges_close(s);
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

static int register_all(struct set *s)
{
	int rc = 0;
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].fd >= 0 && !(s->in.at[i].flags & ENTRY_EDGES) && entry_current(&s->in.at[i])) {
			int refused = register_entry(s, &s->in.at[i]);
			rc = refused ? refused : rc;
		}
	int refused = edges_register(s);
	return refused ? refused : rc;
}

static void unregister_again(struct set *s)
{
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].fd >= 0 && !(s->in.at[i].flags & (ENTRY_DISABLED | ENTRY_MIRRORED)))
			epoll_ctl(s->epfd, EPOLL_CTL_DEL, s->in.at[i].fd, NULL);
	set_count(s, SET_syscalls, s->in.live);
	edges_unregister(s);
}

/* The kernel may refuse what it once had (no memory, too many watches). Then nothing has changed, and -errno; or, with `whatever`, those
 * entries are lost to the application, and the others are not. */
static int enter_kernel(struct set *s, uint32_t from, bool whatever)
{
	set_expel_parked(s);
	int rc = register_all(s);
	if (rc)
		fallback_add(FALLBACK_memory);
	if (rc && !whatever) {
		unregister_again(s);
		return rc;
	}
	kick_remove(s);
	hand_back_compare(s);
	engine_close(s, from);
	for (uint32_t i = 0; i < s->in.length; i++)
		s->in.at[i].flags &= ~(uint32_t)ENTRY_MIRRORED;
	atomic_store(&s->engine, ENGINE_epoll);
	edges_close(s);
	forget_members(s);
	wake_close(s);
	return 0;
}

/* `poll` wants nothing of the kernel but memory. */
static bool enter_poll(struct set *s)
{
	if (engine_open(s, ENGINE_poll) < 0)
		return false;
	atomic_store(&s->engine, ENGINE_poll);
	if (watch_all(s) == 0)
		return true;
	engine_close(s, ENGINE_poll);
	return false;
}

/* `from` can't go on (ENGINE_epoll: it is closed already): back to the kernel, and where the kernel refuses, to poll. */
static void fall(struct set *s, uint32_t from)
{
	if (enter_kernel(s, from, false) == 0)
		return;
	engine_close(s, from);
	if (from == ENGINE_poll || !enter_poll(s))
		enter_kernel(s, ENGINE_epoll, true);
}

/* ---- engine -> engine ---- */

static int change_engine(struct set *s, uint32_t from, uint32_t to)
{
	set_expel_parked(s);
	engine_close(s, from);
	int rc = engine_open(s, to);
	if (rc < 0) {
		fallback_add(FALLBACK_open);
		fall(s, ENGINE_epoll);
		return rc;
	}
	atomic_store(&s->engine, to);
	rc = watch_all(s);
	if (rc < 0) {
		fallback_add(FALLBACK_watch);
		fall(s, to);
	}
	return rc;
}

int set_switch_locked(struct set *s, uint32_t to)
{
	set_seize_role(s);
	uint32_t from = s->engine;
	if (engines[to]->flat && s->nested)
		to = ENGINE_epoll;
	int rc = s->closing || s->epfd < 0 ? -ENOENT : 0;
	if (rc == 0 && from != to) {
		rc = from == ENGINE_epoll ? leave_kernel(s, to) : to == ENGINE_epoll ? enter_kernel(s, from, sets_released || hand_back_now()) : change_engine(s, from, to);
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
	fall(s, from);
	set_row_moved(s, s->engine);
	set_row_members(s);
}
