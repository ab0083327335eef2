/* Pseudoterminals. The slave is what a program sees as its terminal; who holds the master plays the one who types. */
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "states.h"

static int master(char *slave, size_t bytes)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY);
	if (fd >= 0 && grantpt(fd) == 0 && unlockpt(fd) == 0 && ptsname_r(fd, slave, bytes) == 0)
		return fd;
	shut(&fd);
	return -1;
}

MAKE(pts)
{
	char name[64];
	MUST((w->peer = master(name, sizeof name)) >= 0);
	MUST((w->fd = open(name, O_RDWR | O_NOCTTY)) >= 0);
}

MAKE(pts_raw)
{
	make_pts(w);
	struct termios t;
	MUST(tcgetattr(w->fd, &t) == 0);
	cfmakeraw(&t);
	MUST(tcsetattr(w->fd, TCSANOW, &t) == 0);
}

MAKE(ptm) { make_pts(w); make_swap(w); }
MAKE(ptm_alone) { char name[64]; MUST((w->fd = master(name, sizeof name)) >= 0); }
MAKE(ptm_packet) { make_ptm(w); MUST(ioctl(w->fd, TIOCPKT, &(int){ 1 }) == 0); }
MAKE(flush_slave) { MUST(tcflush(w->peer, TCIOFLUSH) == 0 && await_poll(w->fd, POLLPRI)); }
MAKE(types_line) { MUST(put(w->peer, "line\n") && await_poll(w->fd, POLLIN)); }
MAKE(types_part) { MUST(put(w->peer, "part") && await_poll(w->peer, POLLIN)); drain(w->peer); } /* its echo */
MAKE(types_raw) { MUST(put(w->peer, "x") && await_poll(w->fd, POLLIN)); }
MAKE(types_eof) { MUST(put(w->peer, "\004") && await_poll(w->fd, POLLIN)); }
MAKE(slave_writes) { MUST(put(w->peer, "x") && await_poll(w->fd, POLLIN)); }
MAKE(slave_writes_and_closes) { make_slave_writes(w); make_peer_closes(w); }

static bool writable(const struct world *w, int ms)
{
	return poll(&(struct pollfd){ .fd = w->fd, .events = POLLOUT }, 1, ms) > 0;
}

/* A kernel worker moves a terminal's output on to the master's buffer: it is full once the worker has found no more room either. */
MAKE(fills_terminal)
{
	do
		fill(w->fd);
	while (writable(w, 100));
}

MAKE(pts_full) { make_pts(w); make_fills_terminal(w); }

MAKE(master_drains)
{
	do
		drain(w->peer);
	while (!writable(w, 1));
}
