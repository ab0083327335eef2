/* A storm on one set: links that a thread answers on while clients connect, ask, close, duplicate, half close, reset and change interest. */
#ifndef POLLUX_SUPPORT_STORM_H
#define POLLUX_SUPPORT_STORM_H

#include "contract.h"

#include "clock.h"

enum { CLIENTS = 3, LINKS = 17, GENERATIONS = 64, LONGEST = 61, LIMIT_S = 60 };

struct link {
	pthread_mutex_t lock;
	int ours, theirs, copy; /* copy: a duplicate of ours, -1 none */
	uint32_t generation, events;
	uint8_t next;           /* what the loop must read */
	uint8_t sent;
	_Atomic bool ended;     /* the loop met the end of the stream */
	_Atomic unsigned outs;  /* reports of OUT */
	uint64_t closed_in[GENERATIONS]; /* the wait that was on when it had been closed */
};

struct storm {
	struct link links[CLIENTS][LINKS];
	int epfd, listener;
	bool kernel_too; /* the kernel's epoll serves, at times: a duplicate keeps a closed member alive there */
	_Atomic uint64_t waits, answers;
	_Atomic bool over;
	uint64_t until; /* on clock_ns */
};
extern struct storm storm;

/* The interest list, and a link that is new in it or leaves it. Its lock is held. */
int link_ctl(struct link *l, int op, uint32_t events);
void link_open(struct link *l, unsigned *seed);
void link_close(struct link *l, bool ours_first);

/* The thread that waits and answers, until the storm is over. */
void *storm_loop(void *unused);
/* A thread that acts on its row of links at random, SEED for another run, until the time is up. Takes the row's number. */
void *storm_client(void *number);

#endif
