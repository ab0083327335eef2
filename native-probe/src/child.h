/* Work in a child process: it has one thread, no signal handler and no descriptor of the caller's (a JVM), and what goes wrong in it stays in
 * it. It dies with the thread that called. Never called in an observed process. */
#ifndef POLLUX_CHILD_H
#define POLLUX_CHILD_H

#include "text.h"

/* Runs body in a child, which is killed after `seconds`. The length of what it appended, which is JSON text, or -errno: -ENOSPC it does not fit,
 * -ETIMEDOUT, -ECHILD the child crashed, and what fork(2) and pipe(2) have. Thread-safe. */
int child_run(void (*body)(struct text *json, const void *argument), const void *argument, int seconds, char *json, int bytes);

#endif
