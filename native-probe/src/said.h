/* What a mechanism says about a descriptor, as text: "IN|OUT", "-" for nothing, "EPERM", or several answers in turn: "IN|PRI IN". */
#ifndef POLLUX_SAID_H
#define POLLUX_SAID_H

#include <stdint.h>

#define SAID_BYTES 96

struct said {
	char text[SAID_BYTES];
};

/* "-" */
struct said said_nothing(void);
/* Bits of poll(2), epoll(7) and io_uring: the same for all three. */
struct said said_bits(uint32_t bits);
/* SELECT_*: "rw". */
struct said said_sets(int sets);
/* A negative result: the errno's name. */
struct said said_error(int rc);
/* Adds an answer; the same one again becomes "IN x2". What no longer fits is left out. */
void said_then(struct said *said, int *times, const char *answer);

#endif
