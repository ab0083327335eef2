/* Groups: which totals a descriptor's counts belong to. For fd_row.c; readers see struct group_row in ledger_rows.h. */
#ifndef POLLUX_GROUP_H
#define POLLUX_GROUP_H

#include "ledger.h"

#define GROUP_PORTS 16 /* distinct listening ports that get a group of their own */
#define GROUP_PEERS 256 /* likewise for outbound services and Unix paths; readers join those of one name */

struct group_key {
	uint8_t role, proto;
	uint16_t local_port;
	char peer[sizeof((struct group_row *)0)->peer];
};

/* The key of a descriptor by what is known of it; ports and peers past the limits are 0 and "other". First come, first kept,
 * for the life of the ledger. */
struct group_key group_key(enum fd_role role, enum fd_proto proto, const struct ledger_addr *local, const struct ledger_addr *remote);
/* Index of the group with that key, made if there is none. Thread-safe. Cold: a search, and a lock when it is new. */
uint32_t group_of(const struct group_key *key);
/* Moves what a row counted into a group by atomic exchange: nothing is lost or doubled, whoever counts meanwhile. */
void group_fold(uint32_t group, struct fd_row *row);
/* Throws away what a row counted. */
void group_drop(struct fd_row *row);

/* group_label.c: the port or peer itself if it is admitted or there is room, else 0 or "other". */
uint16_t group_port(uint16_t port);
void group_peer(char peer[static sizeof((struct group_key *)0)->peer]);
/* Forgets which ports and peers were admitted. Not thread-safe; for ledger_open. */
void group_labels_reset(void);

#endif
