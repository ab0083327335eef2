/* The application under faults: sockets that it serves in a set, and a client at their other ends. */
#ifndef POLLUX_FAULT_LINKS_H
#define POLLUX_FAULT_LINKS_H

#include <stdint.h>

struct link {
	int ours, theirs;
	uint32_t events; /* what `ours` is registered for */
	uint8_t next;    /* what must be read */
};

/* What a hook does around epoll_create1, whatever engine comes of it. */
int set_open(void);
/* What the kernel's epoll answers to the application's own call is the application's: it tries again, and in the end it is right to give up. */
void insist(int set, int op, int fd, uint32_t events);
/* A pair that is new in the set: TCP to the listener, or of Unix sockets, in turn by i. */
void link_open(struct link *l, int set, int listener, int i, uint32_t events);
/* Both ends, the application's first. */
void link_close(const struct link *l);
/* The client writes a byte, and reads what the application answers with, which must be the same. */
void link_say(const struct link *l, uint8_t byte);
void link_hear(const struct link *l, uint8_t byte);

#endif
