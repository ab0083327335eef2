/* What `pollux semantics` shows: states made for real, and what the mechanisms of this kernel and Pollux's engines say in each.
 *
 * Everything happens in a child process (child.h), one for each call, which is killed when it takes longer than OBSERVE_SECONDS. Each function
 * writes JSON text and returns its length, or -errno as child_run has them. Thread-safe.
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
/* What holds in every state: level or edge, poll's bits, errors.
 *   {"triggers":[{"mechanism":…,"books":"level"|"edge"|null,"first":…,"again":…,"left":…,"more":…,"here":"level"|"edge","engine":…}],
 *    "bits":[{"bit":…,"books":{"asked":…,"returned":…},"here":{"asked":…,"returned":…}}],
 *    "errors":[{"call":…,"case":…,"expected":…,"here":…,"why":…,"disagree":[{"engine":…,"says":…}]}]} */
int observe_rules(char *json, int bytes);

/* ---- between the files of this ---- */

/* Each appends a JSON array. */
void append_triggers(struct text *json);
void append_bits(struct text *json);
void append_errors(struct text *json);

#endif
