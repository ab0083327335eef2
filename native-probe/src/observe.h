/* What `pollux semantics` shows: states made for real, and what the mechanisms of this kernel and Pollux's engines say in each.
 *
 * Everything happens in a child process, one for each call: it has one thread and no signal handler, whatever the caller is (a JVM), and
 * what goes wrong in it stays in it. It is killed when it takes longer than OBSERVE_SECONDS. Each function writes JSON text and returns its
 * length, or -errno: -ENOSPC it does not fit, -ETIMEDOUT, -ECHILD the child crashed, and what fork(2) and pipe(2) have. Thread-safe.
 * Never called in an observed process. */
#ifndef POLLUX_OBSERVE_H
#define POLLUX_OBSERVE_H

#include "text.h"

#define OBSERVE_SECONDS 10

/* A state of states.def:
 *   {"state":…,"family":…,"title":…,"expected":…,"books":{"select":…,"poll":…,"sigio":…},"linux_6_18":…,"why":…,"failed":…,
 *    "raw":{<engine>:…},"change":{"epoll":…,"epoll-et":…,"sigio":…,"io_uring":…},"disagree":[…],<engine>:…}
 * raw: asked after the change; change: what came to one that watched before it, null where nothing happens; <engine>: what Pollux's
 * engine says; disagree: where that is not epoll_wait(2)'s own answer; failed: why the state could not be made, else null. */
int observe_state(int index, char *json, int bytes);
/* [{"mechanism":…,"books":"level"|"edge","again":…,"more":…,"here":…}]: input is left unread; is it reported again, with and without more? */
int observe_triggers(char *json, int bytes);
/* [{"bit":…,"api":"poll"|"epoll","books":{"input":…,"returned":…},"input":…,"returned":…}] */
int observe_bits(char *json, int bytes);
/* [{"call":…,"case":…,"expected":…,"here":…,"engines":…}]: what calls say to what they can't do. */
int observe_errors(char *json, int bytes);

/* ---- between the files of this ---- */

/* Runs body in a child; what it wrote, or -errno. */
int observe_in_child(void (*body)(struct text *json, int argument), int argument, char *json, int bytes);

#endif
