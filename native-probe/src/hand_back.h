/* The sets' way back to the kernel's epoll at detach, and what the kernel's lists looked like then. */
#ifndef POLLUX_HAND_BACK_H
#define POLLUX_HAND_BACK_H

#include <stdbool.h>

struct set;

/* Before the natives are put back: moves every set to the kernel's epoll. Thread-safe; waits go on. */
void sets_hand_back(void);
/* Called by the switch to the kernel, locked and with the role, while the set's own list is still there. Does nothing but at a detach. */
void hand_back_compare(struct set *s);
/* Is sets_hand_back under way? Then a set must go, even where the kernel takes only a part of its list; what is missing is counted. */
bool hand_back_now(void);

/* sets: that an engine of ours had served. entries: of theirs that the kernel's list has with the same events. missing: that it lacks.
 * foreign: what it has and the application never asked for. */
struct hand_back {
	int sets, entries, missing, foreign;
};
struct hand_back hand_back_result(void);

#endif
