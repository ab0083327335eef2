/* What makers of several families use. Each `shuts` and `peer_` step works on any descriptors that can do it. */
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "states.h"

long fill(int fd)
{
	static const char block[4096];
	long bytes = 0;
	ssize_t n;
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	while ((n = write(fd, block, sizeof block)) > 0)
		bytes += n;
	while ((n = write(fd, block, 1)) > 0)
		bytes += n;
	return bytes;
}

void drain(int fd)
{
	char block[65536];
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	while (read(fd, block, sizeof block) > 0)
		;
}

void drain_bytes(int fd, long bytes)
{
	char block[65536];
	while (bytes > 0) {
		ssize_t n = read(fd, block, bytes < (long)sizeof block ? (size_t)bytes : sizeof block);
		if (n <= 0)
			return;
		bytes -= n;
	}
}

bool put(int fd, const char *text)
{
	return write(fd, text, strlen(text)) == (ssize_t)strlen(text);
}

bool await_poll(int fd, short events)
{
	struct pollfd one = { .fd = fd, .events = events };
	return poll(&one, 1, 10000) == 1;
}

MAKE(swap)
{
	int fd = w->fd;
	w->fd = w->peer;
	w->peer = fd;
}

MAKE(peer_writes) { MUST(put(w->peer, "x")); }
MAKE(peer_writes_twice) { MUST(put(w->peer, "x") && put(w->peer, "y")); }
MAKE(peer_closes) { shut(&w->peer); }
MAKE(peer_writes_and_closes) { MUST(put(w->peer, "x")); shut(&w->peer); }
MAKE(peer_drains) { drain(w->peer); }
MAKE(fills) { w->number = fill(w->fd); }
MAKE(reads_away) { char byte; MUST(read(w->fd, &byte, 1) == 1); }
MAKE(reads_one) { char byte; MUST(read(w->peer, &byte, 1) == 1); }
MAKE(reads_page) { char page[4096]; MUST(read(w->peer, page, sizeof page) == sizeof page); }

MAKE(peer_shuts_wr) { MUST(shutdown(w->peer, SHUT_WR) == 0); }
MAKE(peer_shuts_rd) { MUST(shutdown(w->peer, SHUT_RD) == 0); }
MAKE(shuts_rd) { MUST(shutdown(w->fd, SHUT_RD) == 0); }
MAKE(shuts_wr) { MUST(shutdown(w->fd, SHUT_WR) == 0); }
MAKE(shuts_rdwr) { MUST(shutdown(w->fd, SHUT_RDWR) == 0); }
MAKE(urgent) { MUST(send(w->peer, "!", 1, MSG_OOB) == 1 && await_poll(w->fd, POLLPRI)); }
MAKE(sends_datagram) { MUST(send(w->peer, "x", 1, 0) == 1); }
MAKE(sends_empty) { MUST(send(w->peer, "", 0, 0) == 0); }
