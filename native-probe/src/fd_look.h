/* What the kernel knows about a descriptor: kind, identity, addresses, role as far as it can be told from outside. */
#ifndef POLLUX_FD_LOOK_H
#define POLLUX_FD_LOOK_H

#include "ledger.h"

struct fd_look {
	enum fd_role role;
	enum fd_proto proto;
	enum fd_mode mode;
	bool settled;        /* the role won't change any more, so it can join a group */
	bool own;
	bool unique;         /* no other live file of this system has the inode number: sockets and pipes */
	uint64_t inode;      /* 0: not open */
	struct ledger_addr local, remote;
};

/* Fills all but `own`. Returns false when fd is not open. A handful of system calls. */
bool fd_look(int fd, struct fd_look *look);
/* Fills inode and unique alone, by one fstat. Returns false when fd is not open. */
bool fd_look_identity(int fd, struct fd_look *look);
/* getsockname and getpeername; an IPv4-mapped IPv6 address becomes IPv4. Return false, and leave family 0, when there is none. */
bool fd_look_local(int fd, struct ledger_addr *address);
bool fd_look_remote(int fd, struct ledger_addr *address);
/* True when SO_ACCEPTCONN is set. */
bool fd_look_listens(int fd);

#endif
