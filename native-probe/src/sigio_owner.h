/* The thread that owns signal-driven descriptors: it has the signals blocked and reads them from a signalfd of its own.
 *
 * Owned by thread (F_OWNER_TID) and blocked is the only safe way in a JVM: a signal directed at the process is delivered to whichever
 * thread has it open, and its default action kills. A thread id is no identity, the kernel reuses it, and F_SETOWN_EX on the new
 * thread's behalf is lost; so owners are compared as objects, which live until no set names them. */
#ifndef POLLUX_SIGIO_OWNER_H
#define POLLUX_SIGIO_OWNER_H

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct sigio_owner {
	pid_t tid;
	int sfd;
	sigset_t blocked;           /* what we blocked and must open again */
	_Atomic uint32_t sets;      /* sets it owns; only the thread itself adds */
	_Atomic uint32_t overflows; /* of its queue: each set scans once for each */
	bool gone;                  /* the thread has ended */
	bool asked;                 /* to give its mask back, at detach */
	_Atomic bool left;          /* it has, from inside the signal handler */
	struct sigio_owner *next;
};

/* Picks a free real-time signal. 0, or -ENOSYS. */
int sigio_probe(void);
/* The calling thread as an owner, made at the first call: blocks the signals, opens the signalfd. Null with *error. */
struct sigio_owner *sigio_self(int *error);
/* One more, one fewer set of an owner's. hold: the calling thread's own. */
void sigio_hold(struct sigio_owner *o);
void sigio_drop(struct sigio_owner *o);
/* The calling thread leaves a wait: if it owns no set, its mask goes back. */
void sigio_thread_leaves(void);
/* Detach: gives the masks back of threads that are elsewhere. Returns how many threads still hold theirs. */
int sigio_release(void);

#endif
