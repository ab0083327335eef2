/* States of files, terminals, pipes and sockets, each made in two steps, so that a mechanism can be armed before or after the change
 * that leads to it; and what poll(2) says in each, Linux 6.18. */
#ifndef POLLUX_STATES_H
#define POLLUX_STATES_H

#include <stdbool.h>

/* `fd` is the descriptor that is watched; the others are what it takes to get there. */
struct world {
	int fd, peer, extra;
};

struct state {
	const char *name;
	short expected;                /* revents for IN|OUT|PRI|RDHUP */
	bool local;                    /* the change is a shutdown(2) on fd itself, which a hook tells us of */
	void (*prepare)(struct world *);
	void (*change)(struct world *); /* null: prepare makes the state */
};

extern const struct state states[];
extern const int states_count;

#endif
