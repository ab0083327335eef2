#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define SPARE 8 /* pairs' worth of numbers for the loops' own */

static int pipe_pair(int pair[2], int unused)
{
	(void)unused;
	return pipe2(pair, O_NONBLOCK | O_CLOEXEC);
}

static int unix_pair(int pair[2], int unused)
{
	(void)unused;
	return socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair);
}

/* No Nagle: a byte goes out though the one before is not acknowledged. Closed by a reset: no port is left in TIME_WAIT. */
static void prepare(int fd)
{
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 }, sizeof(struct linger));
	fcntl(fd, F_SETFL, O_NONBLOCK);
}

static int tcp_pair(int pair[2], int listener)
{
	struct sockaddr_in at;
	socklen_t length = sizeof at;
	getsockname(listener, (void *)&at, &length);
	pair[1] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	pair[0] = -1;
	if (pair[1] >= 0 && connect(pair[1], (void *)&at, sizeof at) == 0)
		pair[0] = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (pair[0] >= 0) {
		prepare(pair[0]);
		prepare(pair[1]);
		return 0;
	}
	if (pair[1] >= 0)
		close(pair[1]);
	return -1;
}

static int tcp_listener(void)
{
	struct sockaddr_in loopback = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && bind(fd, (void *)&loopback, sizeof loopback) == 0 && listen(fd, 16) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static void close_last(struct bench_ends *ends)
{
	ends->n--;
	close(ends->from[ends->n]);
	close(ends->to[ends->n]);
}

static int open_all(struct bench_ends *ends, enum bench_kind kind, int n)
{
	static int (*const pairs[BENCH_KINDS])(int *, int) = { pipe_pair, unix_pair, tcp_pair };
	int pair[2], listener = kind == BENCH_TCP ? tcp_listener() : -1;
	ends->limit = 0;
	for (; ends->n < n && pairs[kind](pair, listener) == 0; ends->n++) {
		ends->to[ends->n] = pair[0];
		ends->from[ends->n] = pair[1];
		ends->limit = pair[0] > ends->limit ? pair[0] : ends->limit;
		ends->limit = pair[1] > ends->limit ? pair[1] : ends->limit;
	}
	int error = ends->n == 0 ? -errno : 0;
	if (ends->n < n)
		for (int i = 0; i < SPARE && ends->n > 1; i++)
			close_last(ends);
	if (listener >= 0)
		close(listener);
	ends->limit += 2 * SPARE;
	return error;
}

int bench_ends_open(struct bench_ends *ends, enum bench_kind kind, int n)
{
	*ends = (struct bench_ends){ 0, calloc((size_t)n, sizeof(int)), calloc((size_t)n, sizeof(int)), 0 };
	int error = ends->from && ends->to ? open_all(ends, kind, n) : -ENOMEM;
	if (error < 0)
		bench_ends_close(ends);
	return error;
}

void bench_ends_close(struct bench_ends *ends)
{
	while (ends->n > 0)
		close_last(ends);
	free(ends->from);
	free(ends->to);
	ends->from = ends->to = NULL;
}
