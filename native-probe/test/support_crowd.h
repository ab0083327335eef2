/* A crowd of connections: a sender, a poller's workers, and the queue between. The poller is the test. */
#ifndef POLLUX_TEST_CROWD_H
#define POLLUX_TEST_CROWD_H

#include "support_lazy.h"

enum { CROWD = 7 };

extern struct scene crowd[CROWD];
/* Members that were handed over, and had nothing to read. */
extern _Atomic int crowd_in_vain;

/* Opens the connections; each is armed in the set. */
void crowd_enter(int epfd);
/* From now on bytes come, in ones and threes, whenever the last were read, so that edges meet reads and proofs; and workers read what is handed over. */
void crowd_start(int rounds);
/* Each event's connection goes to a worker, which reads to the end and arms it again, as Tomcat's and virtual threads do. */
void crowd_hand_over(const struct epoll_event *events, int n);
/* All that is sent was read. */
bool crowd_served(void);
/* Once it was: joins the threads. */
void crowd_end(void);

#endif
