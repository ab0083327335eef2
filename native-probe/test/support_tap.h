/* What tests of the side tap share: connections that are born, reported and read as hooks see it, and edges met by hand. */
#ifndef POLLUX_SUPPORT_TAP_H
#define POLLUX_SUPPORT_TAP_H

#include "contract.h"
#include "tap.h"

/* An accepted connection in the application's table, and its peer. */
struct connection { int peer, fd; struct fd_row *row; };

/* The listener of all connections, and a new one of them. */
int listener(void);
struct connection connection(void);
/* Reads a byte, or finds none; and says that there is input. */
void app_read(struct connection *c);
void app_report(struct connection *c);

/* Does the row hold the moment of an edge? */
bool stamped(const struct connection *c);
/* Delays counted. */
uint64_t delays(const struct connection *c);
/* Values of accepted connections in the buckets from `from` on. */
uint64_t in_histogram(enum hist_kind kind, int from);

/* ---- without the tap's thread ---- */

/* Where the tap's members are registered. */
extern int members;
/* Engine epoll, and a connection that is watched. */
struct connection watched(void);
/* An edge as the thread meets it; at `since` it had met all there were. */
void edge(struct connection *c, uint64_t since);
/* A byte comes, and the edge is met once it is there. */
void arrive(struct connection *c, uint64_t since);

#endif
