/* A set returns to the kernel's epoll, because it is asked to or because its engine has failed. Live entries go back into the real epoll fd;
 * one-shots that fired stay behind as gaps, see set_ctl.c. The kernel may refuse (ENOSPC, ENOMEM): then the set stays where it is, or goes to
 * poll if the engine there has failed. */
#include <errno.h>

#include "fallback.h"
#include "hand_back.h"
#include "set_switch.h"

/* 0 too where the descriptor is gone. */
static int register_entry(struct set *s, struct entry *e)
{
	if (e->flags & (ENTRY_DISABLED | ENTRY_MIRRORED))
		return 0;
	struct epoll_event event = { .events = e->events, .data.u64 = e->data };
	int op = EPOLL_CTL_ADD, rc;
	for (;; op = EPOLL_CTL_MOD) {
		set_count_ctl(s, 1);
		rc = epoll_ctl(s->epfd, op, e->fd, &event) < 0 ? -errno : 0;
		if (rc != -EEXIST || op == EPOLL_CTL_MOD)
			break;
	}
	return rc == -EBADF || rc == -EPERM ? 0 : rc;
}

int set_register_all(struct set *s)
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

int set_enter_kernel(struct set *s, bool whatever)
{
	set_expel_parked(s);
	int rc = set_register_all(s);
	if (rc)
		fallback_add(FALLBACK_memory);
	if (rc && !whatever) {
		unregister_again(s);
		return rc;
	}
	kick_remove(s);
	hand_back_compare(s);
	set_close_engine(s);
	for (uint32_t i = 0; i < s->in.length; i++)
		s->in.at[i].flags &= ~(uint32_t)ENTRY_MIRRORED;
	atomic_store(&s->engine, ENGINE_epoll);
	edges_close(s);
	set_forget_members(s);
	set_close_wake(s);
	return 0;
}

/* `poll` wants nothing of the kernel but memory. */
static bool enter_poll(struct set *s)
{
	if (set_open_engine(s, ENGINE_poll) < 0)
		return false;
	atomic_store(&s->engine, ENGINE_poll);
	if (set_watch_all(s) == 0)
		return true;
	set_close_engine(s);
	return false;
}

void set_fall(struct set *s)
{
	bool poll = s->serving == &engine_poll;
	if (set_enter_kernel(s, set_inside(s)) == 0)
		return;
	set_close_engine(s);
	if (poll || !enter_poll(s))
		set_enter_kernel(s, true);
}
