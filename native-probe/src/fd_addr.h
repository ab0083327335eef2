/* Socket addresses as the ledger keeps them. */
#ifndef POLLUX_FD_ADDR_H
#define POLLUX_FD_ADDR_H

#include <sys/socket.h>

#include "ledger.h"

/* Converts what the kernel gave; an IPv4-mapped IPv6 address becomes IPv4. False when it is no address the ledger can hold. */
bool fd_addr(const struct sockaddr_storage *from, socklen_t bytes, struct ledger_addr *to);
/* Puts an address into a live row: the family last, so that a reader sees none or all of an address that was none before. */
void fd_addr_publish(struct ledger_addr *to, const struct ledger_addr *from);

#endif
