/* How each state is made. Failures to make one end the test: CHECK. */
#include "states.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "test.h"

#define CHANGE(id) static void id(struct world *w __attribute__((unused)))
#define OPEN(id, expression) static void id(struct world *w) { w->fd = (expression); CHECK(w->fd >= 0); }

static void fill(int fd)
{
	static const char block[4096];
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	while (write(fd, block, sizeof block) > 0)
		;
	while (write(fd, block, 1) > 0)
		;
}

static void drain(int fd)
{
	char block[65536];
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	while (read(fd, block, sizeof block) > 0)
		;
}

static void put(int fd, const char *text)
{
	CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
}

static void await_poll(int fd, short events)
{
	struct pollfd one = { .fd = fd, .events = events };
	CHECK(poll(&one, 1, 10000) == 1);
}

CHANGE(peer_writes) { put(w->peer, "x"); }
CHANGE(peer_writes_twice) { put(w->peer, "x"); put(w->peer, "y"); }
CHANGE(peer_closes) { close(w->peer); }
CHANGE(peer_writes_and_closes) { put(w->peer, "x"); close(w->peer); }
CHANGE(peer_drains) { drain(w->peer); }
CHANGE(fills) { fill(w->fd); }
CHANGE(peer_shuts_wr) { CHECK(shutdown(w->peer, SHUT_WR) == 0); }
CHANGE(peer_shuts_rd) { CHECK(shutdown(w->peer, SHUT_RD) == 0); }
CHANGE(shuts_rd) { CHECK(shutdown(w->fd, SHUT_RD) == 0); }
CHANGE(shuts_wr) { CHECK(shutdown(w->fd, SHUT_WR) == 0); }
CHANGE(shuts_rdwr) { CHECK(shutdown(w->fd, SHUT_RDWR) == 0); }

/* ---- files ---- */

static int temporary(const char *text, int flags)
{
	char path[] = "/tmp/pollux-state-XXXXXX";
	int fd = mkstemp(path);
	put(fd, text);
	close(fd);
	fd = open(path, flags);
	unlink(path);
	return fd;
}

OPEN(regular_empty, temporary("", O_RDONLY))
OPEN(regular_data, temporary("x", O_RDONLY))
OPEN(regular_wronly, temporary("x", O_WRONLY))
OPEN(directory, open("/", O_RDONLY))
OPEN(memory_file, memfd_create("state", MFD_CLOEXEC))
OPEN(dev_null, open("/dev/null", O_RDWR))
OPEN(dev_zero, open("/dev/zero", O_RDWR))
OPEN(dev_urandom, open("/dev/urandom", O_RDONLY))
OPEN(mounts, open("/proc/self/mounts", O_RDONLY))
OPEN(path_only, open("/", O_PATH))
CHANGE(closed) { w->fd = fcntl(0, F_DUPFD, 900); close(w->fd); }

/* ---- terminals ---- */

/* fd is the slave, peer the master. */
CHANGE(pts)
{
	char name[64];
	w->peer = posix_openpt(O_RDWR | O_NOCTTY);
	CHECK(w->peer >= 0 && grantpt(w->peer) == 0 && unlockpt(w->peer) == 0);
	CHECK(ptsname_r(w->peer, name, sizeof name) == 0);
	w->fd = open(name, O_RDWR | O_NOCTTY);
	CHECK(w->fd >= 0);
}

CHANGE(pts_raw)
{
	pts(w);
	struct termios t;
	CHECK(tcgetattr(w->fd, &t) == 0);
	cfmakeraw(&t);
	CHECK(tcsetattr(w->fd, TCSANOW, &t) == 0);
}

CHANGE(swap) { int fd = w->fd; w->fd = w->peer; w->peer = fd; }
CHANGE(ptm) { pts(w); swap(w); }
CHANGE(ptm_alone) { pts(w); swap(w); close(w->peer); close(w->fd); w->fd = posix_openpt(O_RDWR | O_NOCTTY); CHECK(grantpt(w->fd) == 0 && unlockpt(w->fd) == 0); }
CHANGE(ptm_packet) { ptm(w); CHECK(ioctl(w->fd, TIOCPKT, &(int){ 1 }) == 0); }
CHANGE(flush_slave) { CHECK(tcflush(w->peer, TCIOFLUSH) == 0); await_poll(w->fd, POLLPRI); }
CHANGE(types_line) { put(w->peer, "line\n"); await_poll(w->fd, POLLIN); }
CHANGE(types_part) { put(w->peer, "part"); drain(w->peer); }
CHANGE(types_raw) { put(w->peer, "x"); await_poll(w->fd, POLLIN); }
CHANGE(types_eof) { put(w->peer, "\004"); await_poll(w->fd, POLLIN); }
CHANGE(slave_writes) { put(w->peer, "x"); await_poll(w->fd, POLLIN); }
CHANGE(slave_writes_and_closes) { put(w->peer, "x"); await_poll(w->fd, POLLIN); close(w->peer); }
/* A kernel worker moves a terminal's output on to the master's buffer: it is full once the worker has found no more room either. */
CHANGE(fills_terminal) { do fill(w->fd); while (poll(&(struct pollfd){ .fd = w->fd, .events = POLLOUT }, 1, 100) > 0); }
CHANGE(pts_full) { pts(w); fills_terminal(w); }
CHANGE(master_drains) { do drain(w->peer); while (poll(&(struct pollfd){ .fd = w->fd, .events = POLLOUT }, 1, 1) == 0); }

/* ---- pipes ---- */

CHANGE(pipe_read) { int p[2]; CHECK(pipe(p) == 0); w->fd = p[0]; w->peer = p[1]; }
CHANGE(pipe_read_data) { pipe_read(w); put(w->peer, "x"); }
CHANGE(reads_away) { char byte; CHECK(read(w->fd, &byte, 1) == 1); }
CHANGE(pipe_write) { pipe_read(w); swap(w); }
CHANGE(pipe_full) { pipe_write(w); fill(w->fd); }
CHANGE(reads_one) { char byte; CHECK(read(w->peer, &byte, 1) == 1); }
CHANGE(reads_page) { char page[4096]; CHECK(read(w->peer, page, sizeof page) == sizeof page); }

static char fifo_path[64];
static int fifo(int flags)
{
	static int n;
	snprintf(fifo_path, sizeof fifo_path, "/tmp/pollux-fifo-%d-%d", getpid(), n++);
	unlink(fifo_path);
	CHECK(mkfifo(fifo_path, 0600) == 0);
	return open(fifo_path, flags | O_NONBLOCK);
}

CHANGE(fifo_read) { w->fd = fifo(O_RDONLY); w->peer = -1; w->extra = open(fifo_path, O_PATH); unlink(fifo_path); }
CHANGE(writer_opens) { char path[64]; snprintf(path, sizeof path, "/proc/self/fd/%d", w->extra); w->peer = open(path, O_WRONLY); CHECK(w->peer >= 0); }
CHANGE(fifo_written) { fifo_read(w); writer_opens(w); }
CHANGE(fifo_left) { fifo_written(w); close(w->peer); }
CHANGE(fifo_rdwr) { w->fd = fifo(O_RDWR); unlink(fifo_path); }

/* ---- TCP ---- */

static int listener(struct sockaddr_in *at)
{
	socklen_t size = sizeof *at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	*at = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	CHECK(bind(fd, (struct sockaddr *)at, size) == 0 && listen(fd, 16) == 0);
	CHECK(getsockname(fd, (struct sockaddr *)at, &size) == 0);
	return fd;
}

static int client(const struct sockaddr_in *to)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(connect(fd, (const struct sockaddr *)to, sizeof *to) == 0);
	return fd;
}

CHANGE(tcp)
{
	struct sockaddr_in at;
	int listening = listener(&at);
	w->fd = client(&at);
	w->peer = accept(listening, NULL, NULL);
	CHECK(w->peer >= 0);
	setsockopt(w->peer, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	close(listening);
}

OPEN(tcp_fresh, socket(AF_INET, SOCK_STREAM, 0))
CHANGE(tcp_bound) { tcp_fresh(w); struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) }; CHECK(bind(w->fd, (struct sockaddr *)&at, sizeof at) == 0); }
CHANGE(tcp_listen) { struct sockaddr_in at; w->fd = listener(&at); w->extra = at.sin_port; }

static struct sockaddr_in port(const struct world *w)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = (in_port_t)w->extra, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static void reset(int fd)
{
	struct linger abort = { 1, 0 };
	CHECK(setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof abort) == 0);
	close(fd);
}

CHANGE(connects) { struct sockaddr_in at = port(w); w->peer = client(&at); await_poll(w->fd, POLLIN); }
CHANGE(connects_and_resets) { connects(w); reset(w->peer); }
CHANGE(tcp_full) { tcp(w); fill(w->fd); }
CHANGE(tcp_drains) { do drain(w->peer); while (poll(&(struct pollfd){ .fd = w->fd, .events = POLLOUT }, 1, 1) == 0); }
CHANGE(peer_resets) { reset(w->peer); await_poll(w->fd, POLLIN); }
CHANGE(peer_sends_and_resets) { put(w->peer, "x"); await_poll(w->fd, POLLIN); reset(w->peer); }
CHANGE(reset_and_error_read) { peer_resets(w); int error; socklen_t size = sizeof error; CHECK(getsockopt(w->fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == ECONNRESET); }
CHANGE(urgent) { CHECK(send(w->peer, "!", 1, MSG_OOB) == 1); await_poll(w->fd, POLLPRI); }
CHANGE(tcp_inline) { tcp(w); CHECK(setsockopt(w->fd, SOL_SOCKET, SO_OOBINLINE, &(int){ 1 }, sizeof(int)) == 0); }
CHANGE(tcp_half) { tcp(w); CHECK(shutdown(w->fd, SHUT_WR) == 0); }
CHANGE(peer_writes_and_shuts) { put(w->peer, "x"); CHECK(shutdown(w->peer, SHUT_WR) == 0); await_poll(w->fd, POLLRDHUP); }
CHANGE(peer_closes_tcp) { close(w->peer); await_poll(w->fd, POLLRDHUP); }
CHANGE(peer_shuts_tcp) { CHECK(shutdown(w->peer, SHUT_WR) == 0); await_poll(w->fd, POLLRDHUP); }
CHANGE(tcp_unread) { tcp(w); put(w->fd, "x"); await_poll(w->peer, POLLIN); }
CHANGE(writes_to_closed) { close(w->peer); await_poll(w->fd, POLLRDHUP); put(w->fd, "x"); await_poll(w->fd, POLLERR); }
CHANGE(unread_close) { close(w->peer); await_poll(w->fd, POLLERR); }

/* A full backlog leaves a third connection in SYN_SENT. */
CHANGE(tcp_connecting)
{
	struct sockaddr_in at;
	w->extra = listener(&at);
	CHECK(listen(w->extra, 0) == 0);
	do {
		w->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
		connect(w->fd, (struct sockaddr *)&at, sizeof at);
	} while (poll(&(struct pollfd){ .fd = w->fd, .events = POLLOUT }, 1, 50) == 1);
}

CHANGE(listener_accepts) { do w->peer = accept(w->extra, NULL, NULL); while (poll(&(struct pollfd){ .fd = w->fd, .events = POLLOUT }, 1, 100) == 0); }
CHANGE(tcp_unconnected) { struct sockaddr_in at; close(listener(&at)); w->extra = at.sin_port; w->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); }
CHANGE(connect_refused) { struct sockaddr_in at = port(w); connect(w->fd, (struct sockaddr *)&at, sizeof at); await_poll(w->fd, POLLERR); }

/* ---- UDP ---- */

static int udp_socket(struct sockaddr_in *at)
{
	socklen_t size = sizeof *at;
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	*at = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	CHECK(bind(fd, (struct sockaddr *)at, size) == 0 && getsockname(fd, (struct sockaddr *)at, &size) == 0);
	return fd;
}

OPEN(udp_fresh, socket(AF_INET, SOCK_DGRAM, 0))
CHANGE(udp) { struct sockaddr_in a, b; w->fd = udp_socket(&a); w->peer = udp_socket(&b); CHECK(connect(w->fd, (struct sockaddr *)&b, sizeof b) == 0 && connect(w->peer, (struct sockaddr *)&a, sizeof a) == 0); }
CHANGE(sends_datagram) { CHECK(send(w->peer, "x", 1, 0) == 1); }
CHANGE(sends_empty) { CHECK(send(w->peer, "", 0, 0) == 0); }
CHANGE(unreachable) { close(w->peer); CHECK(send(w->fd, "x", 1, 0) == 1); await_poll(w->fd, POLLERR); }

/* ---- AF_UNIX ---- */

static void unix_pair(struct world *w, int type)
{
	int s[2];
	CHECK(socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, s) == 0);
	w->fd = s[0];
	w->peer = s[1];
}

CHANGE(stream) { unix_pair(w, SOCK_STREAM); }
CHANGE(stream_full) { stream(w); fill(w->fd); }
CHANGE(stream_unread) { stream(w); put(w->fd, "x"); }
CHANGE(datagram) { unix_pair(w, SOCK_DGRAM); }
CHANGE(seqpacket) { unix_pair(w, SOCK_SEQPACKET); }
CHANGE(datagram_full) { datagram(w); while (send(w->fd, "x", 1, 0) == 1) ; }
CHANGE(drains_datagrams) { char byte; while (recv(w->peer, &byte, 1, 0) >= 0) ; }
OPEN(unix_fresh, socket(AF_UNIX, SOCK_STREAM, 0))

CHANGE(unix_listen)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	w->fd = socket(AF_UNIX, SOCK_STREAM, 0);
	CHECK(bind(w->fd, (struct sockaddr *)&at, sizeof(sa_family_t)) == 0 && listen(w->fd, 5) == 0);
}

CHANGE(unix_connects)
{
	struct sockaddr_un at;
	socklen_t size = sizeof at;
	CHECK(getsockname(w->fd, (struct sockaddr *)&at, &size) == 0);
	w->peer = socket(AF_UNIX, SOCK_STREAM, 0);
	CHECK(connect(w->peer, (struct sockaddr *)&at, size) == 0);
}

/* ---- descriptors that are no files ---- */

OPEN(event_zero, eventfd(0, EFD_NONBLOCK))
CHANGE(event_one) { CHECK(eventfd_write(w->fd, 1) == 0); }
CHANGE(event_max) { CHECK(eventfd_write(w->fd, UINT64_MAX - 1) == 0); }
OPEN(timer, timerfd_create(CLOCK_MONOTONIC, 0))
CHANGE(timer_expires) { struct itimerspec soon = { .it_value.tv_nsec = 1 }; CHECK(timerfd_settime(w->fd, 0, &soon, NULL) == 0); await_poll(w->fd, POLLIN); }
CHANGE(signal_none) { sigset_t set; sigemptyset(&set); sigaddset(&set, SIGUSR1); sigprocmask(SIG_BLOCK, &set, NULL); w->fd = signalfd(-1, &set, SFD_NONBLOCK); }
CHANGE(signal_pends) { CHECK(kill(getpid(), SIGUSR1) == 0); }
CHANGE(watch_pipe) { w->fd = inotify_init1(IN_NONBLOCK); w->extra = temporary("x", O_RDONLY); char path[64]; snprintf(path, sizeof path, "/proc/self/fd/%d", w->extra); CHECK(inotify_add_watch(w->fd, path, IN_ACCESS) >= 0); }
CHANGE(accesses) { char byte; CHECK(read(w->extra, &byte, 1) == 1); await_poll(w->fd, POLLIN); }
CHANGE(epoll_idle) { int p[2]; CHECK(pipe(p) == 0); w->fd = epoll_create1(0); w->peer = p[1]; struct epoll_event in = { .events = EPOLLIN }; CHECK(epoll_ctl(w->fd, EPOLL_CTL_ADD, p[0], &in) == 0); }

static void process(struct world *w)
{
	int hold[2];
	CHECK(pipe(hold) == 0);
	pid_t child = fork();
	if (child == 0) {
		char byte;
		close(hold[1]);
		_exit(read(hold[0], &byte, 1) == 0 ? 0 : 1);
	}
	close(hold[0]);
	w->extra = child;
	w->peer = hold[1];
	w->fd = (int)syscall(SYS_pidfd_open, child, 0);
	CHECK(w->fd >= 0);
}
CHANGE(exits) { close(w->peer); await_poll(w->fd, POLLIN); }
CHANGE(reaped) { exits(w); CHECK(waitpid(w->extra, NULL, 0) == w->extra); }

#define IN POLLIN
#define OUT POLLOUT
#define PRI POLLPRI
#define ERR POLLERR
#define HUP POLLHUP
#define RDHUP POLLRDHUP

const struct state states[] = {
	{ "regular/empty-at-EOF O_RDONLY", IN | OUT, false, regular_empty, NULL },
	{ "regular/data O_RDONLY", IN | OUT, false, regular_data, NULL },
	{ "regular/O_WRONLY", IN | OUT, false, regular_wronly, NULL },
	{ "directory", IN | OUT, false, directory, NULL },
	{ "memfd/tmpfs", IN | OUT, false, memory_file, NULL },
	{ "/dev/null", IN | OUT, false, dev_null, NULL },
	{ "/dev/zero", IN | OUT, false, dev_zero, NULL },
	{ "/dev/urandom", IN | OUT, false, dev_urandom, NULL },
	{ "/proc/self/mounts", IN, false, mounts, NULL },
	{ "closed fd", POLLNVAL, false, closed, NULL },
	{ "O_PATH fd", POLLNVAL, false, path_only, NULL },
	{ "pts/idle", OUT, false, pts, NULL },
	{ "pts/line arrives (canonical)", IN | OUT, false, pts, types_line },
	{ "pts/partial line (canonical)", OUT, false, pts, types_part },
	{ "pts/1+ bytes (raw)", IN | OUT, false, pts_raw, types_raw },
	{ "pts/^D EOF (canonical)", IN | OUT, false, pts, types_eof },
	{ "pts/output full", 0, false, pts, fills_terminal },
	{ "pts/output full -> master drains", OUT, false, pts_full, master_drains },
	{ "pts/master closed", IN | OUT | ERR | HUP, false, pts, peer_closes },
	{ "ptm/idle (slave open)", OUT, false, ptm, NULL },
	{ "ptm/slave never opened", OUT, false, ptm_alone, NULL },
	{ "ptm/slave wrote data", IN | OUT, false, ptm, slave_writes },
	{ "ptm/slave closed", OUT | HUP, false, ptm, peer_closes },
	{ "ptm/slave wrote then closed", IN | OUT | HUP, false, ptm, slave_writes_and_closes },
	{ "ptm/packet-mode state change", IN | PRI | OUT, false, ptm_packet, flush_slave },
	{ "pipe-r/no data, writer open", 0, false, pipe_read, NULL },
	{ "pipe-r/data, writer open", IN, false, pipe_read, peer_writes },
	{ "pipe-r/data then more data", IN, false, pipe_read, peer_writes_twice },
	{ "pipe-r/no data, writer closed", HUP, false, pipe_read, peer_closes },
	{ "pipe-r/data, writer closed", IN | HUP, false, pipe_read, peer_writes_and_closes },
	{ "pipe-r/data read away (1->0)", 0, false, pipe_read_data, reads_away },
	{ "pipe-w/space, reader open", OUT, false, pipe_write, NULL },
	{ "pipe-w/no space, reader open", 0, false, pipe_write, fills },
	{ "pipe-w/space, reader closed", OUT | ERR, false, pipe_write, peer_closes },
	{ "pipe-w/no space, reader closed", ERR, false, pipe_full, peer_closes },
	{ "pipe-w/full -> reader reads 1 byte", 0, false, pipe_full, reads_one },
	{ "pipe-w/full -> reader reads 4096", OUT, false, pipe_full, reads_page },
	{ "pipe-w/full -> reader drains", OUT, false, pipe_full, peer_drains },
	{ "fifo-r/no writer yet", 0, false, fifo_read, NULL },
	{ "fifo-r/writer opens", 0, false, fifo_read, writer_opens },
	{ "fifo-r/writer closes", HUP, false, fifo_written, peer_closes },
	{ "fifo-r/HUP then writer reopens", 0, false, fifo_left, writer_opens },
	{ "fifo O_RDWR/idle", OUT, false, fifo_rdwr, NULL },
	{ "tcp/fresh unconnected", OUT | HUP, false, tcp_fresh, NULL },
	{ "tcp/bound", OUT | HUP, false, tcp_bound, NULL },
	{ "tcp-listen/idle", 0, false, tcp_listen, NULL },
	{ "tcp-listen/connection", IN, false, tcp_listen, connects },
	{ "tcp-listen/conn then RST before accept", IN, false, tcp_listen, connects_and_resets },
	{ "tcp-listen/shutdown(RD)", OUT | HUP, true, tcp_listen, shuts_rd },
	{ "tcp/established idle", OUT, false, tcp, NULL },
	{ "tcp/input", IN | OUT, false, tcp, peer_writes },
	{ "tcp/send buffer full", 0, false, tcp, fills },
	{ "tcp/full -> peer drains", OUT, false, tcp_full, tcp_drains },
	{ "tcp/RST then SO_ERROR read", IN | OUT | HUP | RDHUP, false, tcp, reset_and_error_read },
	{ "tcp/OOB arrives", PRI | OUT, false, tcp, urgent },
	{ "tcp/OOB arrives (OOBINLINE)", IN | PRI | OUT, false, tcp_inline, urgent },
	{ "tcp/peer shutdown(WR)", IN | OUT | RDHUP, false, tcp, peer_shuts_tcp },
	{ "tcp/peer data + shutdown(WR)", IN | OUT | RDHUP, false, tcp, peer_writes_and_shuts },
	{ "tcp/peer close", IN | OUT | RDHUP, false, tcp, peer_closes_tcp },
	{ "tcp/peer close after local SHUT_WR", IN | OUT | HUP | RDHUP, false, tcp_half, peer_closes_tcp },
	{ "tcp/peer shutdown(RD)", OUT, false, tcp, peer_shuts_rd },
	{ "tcp/local shutdown(RD)", IN | OUT | RDHUP, true, tcp, shuts_rd },
	{ "tcp/local shutdown(WR)", OUT, true, tcp, shuts_wr },
	{ "tcp/local shutdown(RDWR)", IN | OUT | HUP | RDHUP, true, tcp, shuts_rdwr },
	{ "tcp/RST (idle)", IN | OUT | ERR | HUP | RDHUP, false, tcp, peer_resets },
	{ "tcp/data then RST", IN | OUT | ERR | HUP | RDHUP, false, tcp, peer_sends_and_resets },
	{ "tcp/peer closes with unread data (RST)", IN | OUT | ERR | HUP | RDHUP, false, tcp_unread, unread_close },
	{ "tcp/write after peer close (RST)", IN | OUT | ERR | HUP | RDHUP, false, tcp, writes_to_closed },
	{ "tcp/connect in progress (SYN_SENT)", 0, false, tcp_connecting, NULL },
	{ "tcp/connect succeeds", OUT, false, tcp_connecting, listener_accepts },
	{ "tcp/connect refused", IN | OUT | ERR | HUP | RDHUP, false, tcp_unconnected, connect_refused },
	{ "udp/fresh", OUT, false, udp_fresh, NULL },
	{ "udp/datagram", IN | OUT, false, udp, sends_datagram },
	{ "udp/zero-length datagram", IN | OUT, false, udp, sends_empty },
	{ "udp/connected: ICMP port unreachable", OUT | ERR, false, udp, unreachable },
	{ "udp/shutdown(RD) connected", IN | OUT | RDHUP, true, udp, shuts_rd },
	{ "udp/shutdown(RDWR) connected", IN | OUT | HUP | RDHUP, true, udp, shuts_rdwr },
	{ "unix/idle pair", OUT, false, stream, NULL },
	{ "unix/input", IN | OUT, false, stream, peer_writes },
	{ "unix/send full", 0, false, stream, fills },
	{ "unix/full -> peer reads all", OUT, false, stream_full, peer_drains },
	{ "unix/OOB", IN | PRI | OUT, false, stream, urgent },
	{ "unix/peer shutdown(WR)", IN | OUT | RDHUP, false, stream, peer_shuts_wr },
	{ "unix/peer shutdown(RD)", OUT, false, stream, peer_shuts_rd },
	{ "unix/peer close", IN | OUT | HUP | RDHUP, false, stream, peer_closes },
	{ "unix/peer data then close", IN | OUT | HUP | RDHUP, false, stream, peer_writes_and_closes },
	{ "unix/peer closes with unread data", IN | OUT | ERR | HUP | RDHUP, false, stream_unread, peer_closes },
	{ "unix/local shutdown(RDWR)", IN | OUT | HUP | RDHUP, true, stream, shuts_rdwr },
	{ "unix/fresh unconnected", OUT | HUP, false, unix_fresh, NULL },
	{ "unix-listen/idle", 0, false, unix_listen, NULL },
	{ "unix-listen/connection", IN, false, unix_listen, unix_connects },
	{ "unix-dgram/input", IN | OUT, false, datagram, sends_datagram },
	{ "unix-dgram/peer queue full", 0, false, datagram, fills },
	{ "unix-dgram/full -> peer reads one", 0, false, datagram_full, reads_one },
	{ "unix-dgram/full -> peer reads all", OUT, false, datagram_full, drains_datagrams },
	{ "unix-dgram/peer close", OUT, false, datagram, peer_closes },
	{ "unix-seqpacket/peer close", IN | OUT | HUP | RDHUP, false, seqpacket, peer_closes },
	{ "eventfd/0", OUT, false, event_zero, NULL },
	{ "eventfd/write 1", IN | OUT, false, event_zero, event_one },
	{ "eventfd/max", IN, false, event_zero, event_max },
	{ "timerfd/disarmed", 0, false, timer, NULL },
	{ "timerfd/expired", IN, false, timer, timer_expires },
	{ "signalfd/none", 0, false, signal_none, NULL },
	{ "signalfd/pending", IN, false, signal_none, signal_pends },
	{ "inotify/idle", 0, false, watch_pipe, NULL },
	{ "inotify/event", IN, false, watch_pipe, accesses },
	{ "epollfd/idle", 0, false, epoll_idle, NULL },
	{ "epollfd/member ready", IN, false, epoll_idle, peer_writes },
	{ "pidfd/running", 0, false, process, NULL },
	{ "pidfd/exited zombie", IN, false, process, exits },
	{ "pidfd/reaped", IN | HUP, false, process, reaped },
};
const int states_count = sizeof states / sizeof states[0];
