/* The steps of a switch, for set_switch.c. All run locked and with the waiter role: no thread is inside the engine that is left. */
#ifndef POLLUX_SET_SWITCH_H
#define POLLUX_SET_SWITCH_H

#include "set_core.h"

/* ---- set_serve.c: a set under an engine of ours ---- */

/* Chooses what serves the set under this engine; its state, and the eventfd that wakes its waiter where there is none yet. 0; -errno: nothing is open. */
int set_open_engine(struct set *s, uint32_t id);
/* Gives the state of what serves it back, if that is open. The interest list stays; s->wake too, for the next engine. */
void set_close_engine(struct set *s);
/* The eventfd goes. Nobody sleeps on it. */
void set_close_wake(struct set *s);
/* Every entry is new to the engine in use. Stale ones go. 0, or -errno of one that it cannot serve. */
int set_watch_all(struct set *s);
/* Entries that the kernel serves: forgotten again. Gaps stay (set_ctl.c). */
void set_forget_members(struct set *s);

/* ---- set_leave.c: kernel -> engine ---- */

/* 0, or -errno: the set is on the kernel's epoll as before, and the reason is counted. */
int set_leave_kernel(struct set *s, uint32_t to);

/* ---- set_return.c: engine -> kernel ---- */

/* The live entries into the real epoll fd, all that it takes. 0, or -errno of one that it refused. */
int set_register_all(struct set *s);
/* The kernel may refuse what it once had (no memory, too many watches; counted). Then nothing has changed, and -errno; or, with `whatever`,
 * those entries are lost to the application, and the others are not. */
int set_enter_kernel(struct set *s, bool whatever);
/* What serves it can't go on, or is closed already: back to the kernel, and where the kernel refuses, to poll. */
void set_fall(struct set *s);

#endif
