/* epoll_ctl, in the kernel or on a set's own interest list. Errors come in the kernel's order (do_epoll_ctl, Linux 6.18): EFAULT,
 * EBADF, EPERM, EINVAL, then those of the operation. */
#include <errno.h>
#include <fcntl.h>

#include "set_core.h"

/* For a number that is no set, or another one than before the lock was free: the kernel knows. */
static int plain_ctl(int epfd, int op, int fd, struct epoll_event *event)
{
	return epoll_ctl(epfd, op, fd, event) == 0 ? 0 : -errno;
}

static int kernel_ctl(struct set *s, int op, int fd, struct epoll_event *event)
{
	int rc = plain_ctl(s->epfd, op, fd, event);
	set_count(s, SET_syscalls, 1);
	if (op != EPOLL_CTL_DEL)
		set_count(s, SET_copied_in_bytes, sizeof *event);
	return rc;
}

/* Under the kernel's epoll a gap is an entry the application believes in and the kernel does not know: a one-shot that fired under
 * another engine. It is registered when it is armed again. */
static int gap_ctl(struct set *s, struct entry *gap, int op, int fd, struct epoll_event *event)
{
	if (op == EPOLL_CTL_ADD)
		return -EEXIST;
	int rc = kernel_ctl(s, op == EPOLL_CTL_MOD ? EPOLL_CTL_ADD : op, fd, event);
	if (rc == -EEXIST)
		rc = kernel_ctl(s, op, fd, event);
	if (rc == -ENOENT)
		rc = 0;
	if (rc == 0)
		set_expel(s, gap);
	return rc;
}

static int ctl_kernel(struct set *s, int op, int fd, struct epoll_event *event)
{
	struct entry *gap = NULL;
	if (__builtin_expect(s->in.live > 0, 0) && (op == EPOLL_CTL_ADD || op == EPOLL_CTL_MOD || op == EPOLL_CTL_DEL))
		set_find(s, fd, &gap);
	return gap ? gap_ctl(s, gap, op, fd, event) : kernel_ctl(s, op, fd, event);
}

int set_announce(struct set *s, struct entry *e, bool fresh)
{
	const struct engine *engine = s->serving;
	int rc = engine->watch ? engine->watch(s, e, fresh) : 1;
	if (rc < 0)
		return rc;
	if (engine->apply)
		interest_touch(&s->in, e);
	if (rc > 0)
		set_kick(s);
	mirror_out(s, e);
	return mirror_in(s, e);
}

static int ctl_emulated(struct set *s, int op, int fd, struct epoll_event *event);

/* The engine can't serve this entry: the kernel serves the whole set from now on, and answers this call. If the kernel has no room, it is
 * poll, which serves all but what is the kernel's alone. */
static int ctl_fallen(struct set *s, enum fallback reason, int op, int fd, struct epoll_event *event)
{
	int epfd = s->epfd;
	set_seize_role(s);
	bool closed = s->epfd != epfd;
	if (!closed)
		set_fall_back(s, reason);
	s->switchers--;
	set_drop_role(s);
	if (closed)
		return plain_ctl(epfd, op, fd, event);
	if (s->serving->kernel)
		return ctl_kernel(s, op, fd, event);
	return reason == FALLBACK_edge_triggered ? -ENOSPC : ctl_emulated(s, op, fd, event);
}

static int ctl_add(struct set *s, struct entry *e, int fd, struct epoll_event *event)
{
	if (e || edges_have(s, fd))
		return -EEXIST;
	int rc = set_enter(s, fd, event->events, event->data.u64, &e);
	if (rc == 0) {
		rc = set_announce(s, e, true);
		if (rc < 0)
			set_expel(s, interest_find(&s->in, fd));
	}
	return rc == 0 || rc == -EBADF || rc == -EPERM ? rc : ctl_fallen(s, FALLBACK_watch, EPOLL_CTL_ADD, fd, event);
}

static void unpark(struct set *s, struct entry *e)
{
	if (!(e->flags & ENTRY_PARKED))
		return;
	e->flags &= ~(uint32_t)ENTRY_PARKED;
	s->parked--;
	set_row_members(s);
}

static int ctl_del(struct set *s, struct entry *e, int fd)
{
	if (!e)
		return edges_del(s, fd);
	const struct engine *engine = s->serving;
	if (!engine->park || !engine->park(s, e)) {
		set_expel(s, e);
		return 0;
	}
	e->flags |= ENTRY_PARKED;
	s->parked++;
	set_row_members(s);
	return 0;
}

static int ctl_mod(struct set *s, struct entry *e, int fd, struct epoll_event *event)
{
	if (!e) /* one that was edge-triggered, perhaps */
		return edges_del(s, fd) == 0 ? ctl_add(s, NULL, fd, event) : -ENOENT;
	e->events = event->events;
	e->data = event->data.u64;
	e->flags &= ~(uint32_t)ENTRY_DISABLED;
	int rc = set_announce(s, e, false);
	unpark(s, e); /* now: the engine has seen which of the two it is */
	if (rc == -EBADF || rc == -ENOENT) { /* closed where no hook saw it */
		set_expel(s, e);
		return rc;
	}
	/* the entry holds the new interest: falling back registers it as it is now */
	return rc < 0 ? ctl_fallen(s, FALLBACK_watch, EPOLL_CTL_MOD, fd, event) : 0;
}

static int ctl_edge(struct set *s, int op, struct entry *e, int fd, struct epoll_event *event);

static int ctl_parked(struct set *s, int op, struct entry *e, int fd, struct epoll_event *event)
{
	if (op != EPOLL_CTL_ADD)
		return op == EPOLL_CTL_MOD || op == EPOLL_CTL_DEL ? -ENOENT : -EINVAL;
	if (!(event->events & EPOLLET))
		return ctl_mod(s, e, fd, event);
	set_expel(s, e);
	return ctl_edge(s, op, NULL, fd, event);
}

/* The new interest is edge-triggered; the old one, of a MOD, may have been either. */
static int ctl_edge(struct set *s, int op, struct entry *e, int fd, struct epoll_event *event)
{
	if (op == EPOLL_CTL_ADD && e)
		return -EEXIST;
	int rc = op == EPOLL_CTL_MOD && !e ? edges_mod(s, fd, event) : edges_add(s, fd, event);
	if (rc == 0 && e)
		set_expel(s, e);
	return rc == -ENOMEM || rc == -EMFILE || rc == -ENFILE ? ctl_fallen(s, FALLBACK_watch, op, fd, event) : rc;
}

static int ctl_emulated(struct set *s, int op, int fd, struct epoll_event *event)
{
	if (!event && op != EPOLL_CTL_DEL)
		return -EFAULT;
	struct entry *e = NULL;
	bool is_new = op == EPOLL_CTL_ADD && !interest_find(&s->in, fd); /* set_enter looks at the file then */
	int rc = is_new ? 0 : set_find(s, fd, &e);
	if (rc < 0)
		return rc;
	if (fd == s->epfd)
		return -EINVAL;
	if (op != EPOLL_CTL_DEL && kernel_only(s, event->events))
		return ctl_fallen(s, FALLBACK_edge_triggered, op, fd, event);
	if (e && (e->flags & ENTRY_PARKED)) /* for the application it is not there */
		return ctl_parked(s, op, e, fd, event);
	if (op != EPOLL_CTL_DEL && (event->events & EPOLLET))
		return ctl_edge(s, op, e, fd, event);
	switch (op) {
	case EPOLL_CTL_ADD:
		return ctl_add(s, e, fd, event);
	case EPOLL_CTL_MOD:
		return ctl_mod(s, e, fd, event);
	case EPOLL_CTL_DEL:
		return ctl_del(s, e, fd);
	}
	return -EINVAL;
}

/* With a member that can't be had inside, the set is the kernel's: others look at the epoll fd, too. Gives up the lock meanwhile. */
static void bar_outsider(struct set *s, int op, int fd, const struct epoll_event *event)
{
	if (op == EPOLL_CTL_DEL || !event || insider(fd, event->events, event->data.u64))
		return;
	s->barred = true;
	set_switch_locked(s, ENGINE_epoll);
}

void set_settle(struct set *s)
{
	atomic_store(&s->seen, true);
	if (atomic_exchange(&s->pending, false) && s->wanted != s->engine)
		set_switch(s, s->wanted);
}

int set_ctl(int epfd, int op, int fd, struct epoll_event *event)
{
	struct set *s = set_of(epfd);
	if (!s)
		return plain_ctl(epfd, op, fd, event);
	if (__builtin_expect(s->pending, 0))
		set_settle(s);
	struct set *inner = op == EPOLL_CTL_ADD && fd != epfd ? set_known(fd) : NULL;
	if (__builtin_expect(inner != NULL, 0))
		set_nest(inner);
	int rc;
	pthread_mutex_lock(&s->lock);
	if (__builtin_expect(s->epfd == epfd && set_inside(s), 0))
		bar_outsider(s, op, fd, event);
	if (__builtin_expect(s->epfd != epfd, 0))
		rc = plain_ctl(epfd, op, fd, event);
	else
		rc = s->serving->kernel ? ctl_kernel(s, op, fd, event) : ctl_emulated(s, op, fd, event);
	pthread_mutex_unlock(&s->lock);
	set_count(s, SET_ctls, 1);
	return rc;
}
