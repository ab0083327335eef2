/* A set leaves the kernel's epoll for an engine: `engine` is written first, then the kick drives every epoll_wait(2) out; when none is
 * left, what the kernel knows (fdinfo) can't change under us, one-shots that fired included. */
#include <errno.h>
#include <time.h>

#include "clock.h"
#include "fallback.h"
#include "proc_fds.h"
#include "set_switch.h"

#define DRIVE_OUT_NS 1000000000ull

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
	bool kick = atomic_load(&s->kick_on) && kick_is(m->data);
	s->barred |= set_inside(s) && !m->ghost && !kick && !insider(m->fd, m->events, m->data);
	if (set_inside(s) && s->barred)
		return -EXDEV;
	if (kernel_only(s, m->events) || ((m->events & EPOLLET) && m->disabled))
		return -ENOTSUP;
	if ((m->events & EPOLLET) || m->ghost || kick || interest_find(&s->in, m->fd))
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

/* The kernel's list is given up, but for what a nested set mirrors, or has inside. */
static void unregister_all(struct set *s)
{
	if (set_inside(s))
		return;
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
		rc = set_watch_all(s);
		*why = FALLBACK_watch;
	}
	return rc || set_inside(s) ? rc : proc_each_member(s->epfd, take_edge, s);
}

/* What it has inside is as the application has asked for it again, as far as the engine has come. */
static void give_back(struct set *s, enum fallback why)
{
	if (set_inside(s) && why == FALLBACK_watch)
		set_register_all(s);
	set_close_engine(s);
	atomic_store(&s->engine, ENGINE_epoll);
	kick_remove(s);
	edges_close(s);
	set_forget_members(s);
	set_close_wake(s);
}

int set_leave_kernel(struct set *s, uint32_t to)
{
	int rc = set_open_engine(s, to);
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
	if (rc != -EXDEV) /* barred: it is where it belongs */
		fallback_add(why);
	give_back(s, why);
	return rc == -EXDEV ? 0 : rc;
}
