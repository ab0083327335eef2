/* TCP over loopback. `number` is a listener's port, in network byte order, or what a full buffer holds. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "states.h"

static struct sockaddr_in loopback(in_port_t port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = port, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static int connected(in_port_t port)
{
	struct sockaddr_in at = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) < 0)
		shut(&fd);
	return fd;
}

MAKE(tcp_fresh) { MUST((w->fd = socket(AF_INET, SOCK_STREAM, 0)) >= 0); }

MAKE(tcp_bound)
{
	struct sockaddr_in at = loopback(0);
	socklen_t size = sizeof at;
	make_tcp_fresh(w);
	MUST(bind(w->fd, (struct sockaddr *)&at, size) == 0 && getsockname(w->fd, (struct sockaddr *)&at, &size) == 0);
	w->number = at.sin_port;
}

MAKE(tcp_listen) { make_tcp_bound(w); MUST(listen(w->fd, 16) == 0); }

MAKE(tcp)
{
	make_tcp_listen(w);
	w->other = w->fd;
	MUST((w->fd = connected((in_port_t)w->number)) >= 0);
	MUST((w->peer = accept(w->other, NULL, NULL)) >= 0);
	setsockopt(w->peer, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	shut(&w->other);
}

MAKE(connects) { MUST((w->peer = connected((in_port_t)w->number)) >= 0 && await_poll(w->fd, POLLIN)); }

/* SO_LINGER 0: the close sends RST. */
static void reset(int *fd)
{
	struct linger now = { 1, 0 };
	setsockopt(*fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	shut(fd);
}

MAKE(connects_and_resets) { make_connects(w); reset(&w->peer); }
MAKE(tcp_full) { make_tcp(w); make_fills(w); }
/* All of it, without a look at fd: a poll(2) would change what signals come. */
MAKE(tcp_drains) { drain_bytes(w->peer, w->number); }
MAKE(peer_resets) { reset(&w->peer); MUST(await_poll(w->fd, POLLIN)); }
MAKE(peer_sends_and_resets) { MUST(put(w->peer, "x") && await_poll(w->fd, POLLIN)); reset(&w->peer); MUST(await_poll(w->fd, POLLRDHUP)); }
MAKE(tcp_inline) { make_tcp(w); MUST(setsockopt(w->fd, SOL_SOCKET, SO_OOBINLINE, &(int){ 1 }, sizeof(int)) == 0); }
MAKE(tcp_half) { make_tcp(w); make_shuts_wr(w); }
MAKE(peer_shuts_tcp) { make_peer_shuts_wr(w); MUST(await_poll(w->fd, POLLRDHUP)); }
MAKE(peer_writes_and_shuts) { make_peer_writes(w); make_peer_shuts_tcp(w); }
MAKE(peer_closes_tcp) { shut(&w->peer); MUST(await_poll(w->fd, POLLRDHUP)); }
MAKE(tcp_unread) { make_tcp(w); MUST(put(w->fd, "x") && await_poll(w->peer, POLLIN)); }
MAKE(unread_close) { shut(&w->peer); MUST(await_poll(w->fd, POLLERR)); }
MAKE(writes_to_closed) { make_peer_closes_tcp(w); MUST(put(w->fd, "x") && await_poll(w->fd, POLLERR)); }

MAKE(reset_and_error_read)
{
	int error = 0;
	socklen_t size = sizeof error;
	make_peer_resets(w);
	MUST(getsockopt(w->fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == ECONNRESET);
}

static bool writable(const struct world *w, int ms)
{
	return poll(&(struct pollfd){ .fd = w->fd, .events = POLLOUT }, 1, ms) > 0;
}

/* With a backlog of 0 and one connection in it, the next stays in SYN_SENT: its SYN is dropped. `other` listens. */
MAKE(tcp_connecting)
{
	make_tcp_listen(w);
	w->other = w->fd;
	MUST(listen(w->other, 0) == 0);
	w->peer = connected((in_port_t)w->number);
	MUST(w->peer >= 0 && await_poll(w->other, POLLIN));
	struct sockaddr_in at = loopback((in_port_t)w->number);
	w->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	MUST(connect(w->fd, (struct sockaddr *)&at, sizeof at) < 0 && errno == EINPROGRESS && !writable(w, 50));
}

/* The SYN is sent again after a second. */
MAKE(listener_accepts)
{
	shut(&w->peer);
	MUST((w->peer = accept(w->other, NULL, NULL)) >= 0 && await_poll(w->fd, POLLOUT));
}

MAKE(tcp_unconnected)
{
	make_tcp_bound(w);
	shut(&w->fd);
	MUST((w->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)) >= 0);
}

MAKE(connect_refused)
{
	struct sockaddr_in at = loopback((in_port_t)w->number);
	connect(w->fd, (struct sockaddr *)&at, sizeof at);
	MUST(await_poll(w->fd, POLLERR));
}
