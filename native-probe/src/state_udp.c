/* UDP over loopback. */
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "states.h"

static int bound(struct sockaddr_in *at)
{
	socklen_t size = sizeof *at;
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	*at = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	if (fd >= 0 && (bind(fd, (struct sockaddr *)at, size) < 0 || getsockname(fd, (struct sockaddr *)at, &size) < 0))
		shut(&fd);
	return fd;
}

MAKE(udp_fresh) { MUST((w->fd = socket(AF_INET, SOCK_DGRAM, 0)) >= 0); }

MAKE(udp)
{
	struct sockaddr_in a, b;
	MUST((w->fd = bound(&a)) >= 0 && (w->peer = bound(&b)) >= 0);
	MUST(connect(w->fd, (struct sockaddr *)&b, sizeof b) == 0 && connect(w->peer, (struct sockaddr *)&a, sizeof a) == 0);
}

MAKE(unreachable) { shut(&w->peer); MUST(send(w->fd, "x", 1, 0) == 1 && await_poll(w->fd, POLLERR)); }
