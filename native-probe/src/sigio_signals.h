/* The signals of signal-driven I/O: which they are, who handles them, and where they are blocked. */
#ifndef POLLUX_SIGIO_SIGNALS_H
#define POLLUX_SIGIO_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* The signal descriptors raise; 0 until picked. */
int sigio_signal(void);
/* A descriptor was closed or replaced unseen while armed: if a duplicate lives on, it goes on raising signals. */
void sigio_lost(void);

/* ---- called under the owners' lock ---- */

/* Picks two free real-time signals, once. 0, or -ENOSYS. */
int sigio_signals_pick(void);
/* Before the first owner, and after the last: their handlers. */
void sigio_signals_handle(void);
void sigio_signals_unhandle(void);
/* Runs `leave` as a signal's handler on that thread. */
bool sigio_signals_send(pid_t tid, void (*leave)(int, siginfo_t *, void *));

/* ---- of the calling thread ---- */

/* Blocks the signals; in *blocked those that were open before: what is ours to open again. */
void sigio_signals_block(sigset_t *blocked);
/* Takes out of a mask those of `blocked`. Async-signal-safe. */
void sigio_signals_open(sigset_t *mask, const sigset_t *blocked);
/* A signalfd of both, non-blocking. -errno. */
int sigio_signals_fd(void);

#endif
