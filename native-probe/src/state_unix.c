/* UNIX domain sockets. Addresses are the kernel's choice, in the abstract name space: no file, nothing to clean up. */
#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "states.h"

static void pair(struct world *w, int type)
{
	int s[2];
	MUST(socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, s) == 0);
	w->fd = s[0];
	w->peer = s[1];
}

MAKE(stream) { pair(w, SOCK_STREAM); }
MAKE(stream_full) { make_stream(w); make_fills(w); }
MAKE(stream_unread) { make_stream(w); MUST(put(w->fd, "x")); }
MAKE(datagram) { pair(w, SOCK_DGRAM); }
MAKE(seqpacket) { pair(w, SOCK_SEQPACKET); }

MAKE(datagram_full)
{
	make_datagram(w);
	while (send(w->fd, "x", 1, 0) == 1)
		;
	MUST(errno == EAGAIN);
}

MAKE(drains_datagrams)
{
	char byte;
	while (recv(w->peer, &byte, 1, 0) >= 0)
		;
}

MAKE(unix_fresh) { MUST((w->fd = socket(AF_UNIX, SOCK_STREAM, 0)) >= 0); }

MAKE(unix_listen)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	make_unix_fresh(w);
	MUST(bind(w->fd, (struct sockaddr *)&at, sizeof(sa_family_t)) == 0 && listen(w->fd, 5) == 0);
}

static int connect_to(int listener, int fd)
{
	struct sockaddr_un at;
	socklen_t size = sizeof at;
	return getsockname(listener, (struct sockaddr *)&at, &size) < 0 ? -1 : connect(fd, (struct sockaddr *)&at, size);
}

MAKE(unix_connects)
{
	MUST((w->peer = socket(AF_UNIX, SOCK_STREAM, 0)) >= 0);
	MUST(connect_to(w->fd, w->peer) == 0);
}

/* A socket that connects; `other` listens. */
MAKE(unix_unconnected)
{
	make_unix_listen(w);
	w->other = w->fd;
	make_unix_fresh(w);
}

MAKE(unix_connected) { MUST(connect_to(w->other, w->fd) == 0); }

/* An address that nobody listens at: a socket that is bound and no more. */
MAKE(unix_refused)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	MUST((w->peer = socket(AF_UNIX, SOCK_STREAM, 0)) >= 0 && bind(w->peer, (struct sockaddr *)&at, sizeof(sa_family_t)) == 0);
	MUST(connect_to(w->peer, w->fd) < 0 && errno == ECONNREFUSED);
}
