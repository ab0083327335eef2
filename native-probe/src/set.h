/* Sets: the application's epoll instances as Pollux serves them. The shape is epoll's own (create, ctl, wait, close), keyed by
 * the application's real epoll fd, which always stays open and registered as the application made it.
 *
 * Contract, the same under every engine (epoll_ctl(2), epoll_wait(2)):
 *  - level-triggered and EPOLLONESHOT; ERR and HUP always reported; a fired one-shot entry reports nothing, not even HUP, until MOD;
 *  - errno values as the kernel gives them: EEXIST, ENOENT, EBADF, EPERM (regular files), EINVAL (self), ELOOP never needed;
 *  - -EINTR goes up to the caller; a timeout is a monotonic deadline; timeout 0 never blocks; a blocked wait sees a concurrent ctl;
 *  - an fd that is closed or replaced leaves the set by itself; a set nested in another set stays readable through its real fd;
 *  - round robin: no ready descriptor starves behind maxevents;
 *  - any failure of an engine puts that one set back on the kernel's epoll and is counted; the caller sees nothing of it.
 */
#ifndef POLLUX_SET_H
#define POLLUX_SET_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

/* A new epoll fd of the application's (after epoll_create). It gets the process's engine. */
void set_created(int epfd);
/* Before the application closes its epoll fd. */
void set_closing(int epfd);
/* epoll_ctl. Returns 0 or -errno. Unknown epfds are adopted on first sight. Any thread. */
int set_ctl(int epfd, int op, int fd, struct epoll_event *event);
/* epoll_wait. Returns the number of events, or -errno. Any thread. */
int set_wait(int epfd, struct epoll_event *events, int max, int timeout_ms);

/* How a library that has its own way into the kernel's epoll waits there. */
struct stock_wait {
	/* Waits at most left_ns (< 0: for ever) as the library does. `again`: this wait has called it before. Events or -errno. */
	int (*wait)(struct stock_wait *stock, struct epoll_event *events, int max, int64_t left_ns, bool again);
	uint32_t calls, bytes_in; /* of its last call: system calls besides the wait, and what was copied into the kernel */
};
/* set_wait, but the kernel's epoll is asked by `stock`, whose errors come back as they are. timeout_ns < 0: for ever. */
int set_wait_by(int epfd, struct epoll_event *events, int max, int64_t timeout_ns, struct stock_wait *stock);
/* Pollux has been detached: no set is served any more. */
bool sets_over(void);
/* Before close(2) or dup2(2) takes a descriptor's number, and after the kernel has given one out (an entry may be left of a close that
 * nobody saw): it leaves every set that an engine of ours serves. Hot path of close: one load. */
void sets_forget(int fd);

/* A local shutdown(2) raised no signal and no edge: every set looks at the descriptor again. */
void sets_suspect(int fd);
/* Index of the set's row in the ledger, -1: none. Hot path: one load. */
int set_row_of(int epfd);

/* Makes `engine` (index in engines.def) the process's engine and moves every set to it. Own sets (ledger's `own`) stay on epoll.
 * Returns the number of sets that moved, or -ENODEV when this kernel refuses the engine (nothing moved). Thread-safe. */
int sets_use(uint32_t engine);
/* Moves one set. 0, -ENOENT (no such set), -ENODEV. */
int set_use(int epfd, uint32_t engine);
/* Finds every epoll fd in /proc/self/fd that has no set yet. Returns how many were adopted, or -errno. */
int sets_adopt(void);
/* Detach: every set to the kernel's epoll, waiters sent back to the caller with -EINTR, masks and signals put back.
 * Call after the natives are back. Waits at most `ms`; returns the number of threads still inside set_wait. */
int sets_release(int ms);
/* Threads inside set_wait now, and fds that Pollux itself holds for its engines: for detach's proof. */
int sets_waiters(void);
int sets_own_fds(void);

/* engines.def by name: index, or -EINVAL. */
int engine_index(const char *name);
/* The name of an engine, null past the end. */
const char *engine_name(uint32_t index);
uint32_t engine_count(void);
/* 0 when this kernel can run the engine, -errno when it can't. Asked once, remembered. */
int engine_probe(uint32_t index);

#endif
