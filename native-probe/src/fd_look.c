#include "fd_look.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fd_addr.h"
#include "listening.h"
#include "sys.h"

static int option(int fd, int name)
{
	int value = -1;
	socklen_t bytes = sizeof value;
	return getsockopt(fd, SOL_SOCKET, name, &value, &bytes) < 0 ? -1 : value;
}

bool fd_look_listens(int fd)
{
	return option(fd, SO_ACCEPTCONN) == 1;
}

bool fd_look_local(int fd, struct ledger_addr *address)
{
	struct sockaddr_storage name;
	socklen_t bytes = sizeof name;
	memset(address, 0, sizeof *address);
	return getsockname(fd, (struct sockaddr *)&name, &bytes) == 0 && fd_addr(&name, bytes, address);
}

bool fd_look_remote(int fd, struct ledger_addr *address)
{
	struct sockaddr_storage name;
	socklen_t bytes = sizeof name;
	memset(address, 0, sizeof *address);
	return getpeername(fd, (struct sockaddr *)&name, &bytes) == 0 && fd_addr(&name, bytes, address);
}

/* By the address family of its own end, which even an unbound socket has. SCTP one-to-one sockets are SOCK_STREAM too; MPTCP ones
 * are TCP to the application. */
static enum fd_proto socket_proto(int fd, uint16_t family)
{
	if (family == AF_UNIX)
		return PROTO_UNIX;
	if (family != AF_INET && family != AF_INET6)
		return PROTO_OTHER;
	int type = option(fd, SO_TYPE);
	if (type == SOCK_DGRAM)
		return PROTO_UDP;
	return type == SOCK_STREAM && option(fd, SO_PROTOCOL) != IPPROTO_SCTP ? PROTO_TCP : PROTO_OTHER;
}

/* A connection met late: accepted if it stands on an address that this process listens on. A Unix socket has a path at the end
 * that was bound: the remote one of a client, the local one of an accepted connection; a socketpair has none. */
static enum fd_role connected_role(const struct fd_look *look)
{
	if (look->proto == PROTO_TCP)
		return listening_on(look->local.port) ? ROLE_ACCEPTED : ROLE_OUTBOUND;
	if (look->proto == PROTO_UDP || look->remote.bytes[0])
		return ROLE_OUTBOUND;
	return look->local.bytes[0] ? ROLE_ACCEPTED : ROLE_OTHER;
}

static void look_at_socket(int fd, struct fd_look *look)
{
	fd_look_local(fd, &look->local);
	look->proto = socket_proto(fd, look->local.family);
	look->settled = true;
	if (look->proto == PROTO_OTHER)
		return;
	if (fd_look_remote(fd, &look->remote))
		look->role = connected_role(look);
	else if (fd_look_listens(fd))
		look->role = ROLE_LISTENER;
	else
		look->settled = look->proto == PROTO_UDP;
}

/* By /proc/self/fd, as all anonymous inodes share one number and report no type. */
static void look_at_other(int fd, mode_t mode, struct fd_look *look)
{
	char path[32], target[64] = "";
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (readlink(path, target, sizeof target - 1) < 0)
		target[0] = 0;
	if (strcmp(target, "anon_inode:[eventfd]") == 0) {
		look->role = ROLE_WAKEUP;
		look->proto = PROTO_EVENTFD;
	} else if (strcmp(target, "anon_inode:[eventpoll]") == 0) {
		look->proto = PROTO_EPOLL;
	} else if (strncmp(target, "anon_inode:", 11) != 0 && mode != 0) {
		look->role = ROLE_FILE;
		look->proto = PROTO_FILE;
	}
	look->settled = true;
}

static bool identity(int fd, struct stat *status, struct fd_look *look)
{
	if (sys_fstat(fd, status) < 0)
		return false;
	look->inode = status->st_ino;
	look->unique = S_ISSOCK(status->st_mode) || S_ISFIFO(status->st_mode);
	return true;
}

bool fd_look_identity(int fd, struct fd_look *look)
{
	struct stat status;
	return identity(fd, &status, look);
}

bool fd_look(int fd, struct fd_look *look)
{
	struct stat status;
	memset(look, 0, sizeof *look);
	if (!identity(fd, &status, look))
		return false;
	int flags = fcntl(fd, F_GETFL);
	look->mode = flags < 0 ? MODE_UNKNOWN : flags & O_NONBLOCK ? MODE_NONBLOCKING : MODE_BLOCKING;
	if (S_ISSOCK(status.st_mode)) {
		look_at_socket(fd, look);
	} else if (S_ISFIFO(status.st_mode)) {
		look->role = ROLE_PIPE;
		look->proto = PROTO_PIPE;
		look->settled = true;
	} else {
		look_at_other(fd, status.st_mode & S_IFMT, look);
	}
	return true;
}
