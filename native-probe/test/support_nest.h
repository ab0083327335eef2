/* A set inside another one under epoll-lazy with `nested`, as JDK 25's sub-pollers of virtual threads are. */
#ifndef POLLUX_TEST_NEST_H
#define POLLUX_TEST_NEST_H

#include "support_lazy.h"

struct nest { int outer; struct scene c; };

/* An idle armed connection in a set that is an armed member of another. */
struct nest nest(void);
/* A request that is there. */
void request_now(struct scene c);
/* The master's part and the sub-poller's: what comes wakes the outer set, is found, and the inner set is armed again. */
void found(struct nest n);
/* The virtual thread's: the connection is wanted again. */
void arm(struct nest n);
/* What poll(2) says of an epoll fd now. */
bool readable(int fd);

#endif
