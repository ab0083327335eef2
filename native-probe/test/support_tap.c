#include "support_tap.h"

#include "clock.h"
#include "hook_io.h"
#include "hook_wait.h"
#include "support_sockets.h"

int listener(void)
{
	static int fd = -1;
	if (fd < 0) {
		fd = tcp_listener(0);
		fd_born(fd, ROLE_LISTENER, PROTO_TCP, -1);
	}
	return fd;
}

struct connection connection(void)
{
	int pair[2];
	tcp_pair(listener(), pair);
	fd_born(pair[1], ROLE_ACCEPTED, PROTO_TCP, listener());
	return (struct connection){ pair[0], pair[1], fd_row_of(pair[1]) };
}

void app_read(struct connection *c)
{
	uint64_t start = clock_ns();
	char byte;
	count_read(c->row, start, read(c->fd, &byte, 1), STREAM);
}

void app_report(struct connection *c)
{
	count_ready(c->fd, POLLIN, -1, clock_ns());
}

bool stamped(const struct connection *c)
{
	uint64_t word = atomic_load(&c->row->tap);
	return word > TAP_LOOKING && !(word & TAP_TOLD);
}

uint64_t delays(const struct connection *c)
{
	return c->row->c[FD_report_delays];
}

uint64_t in_histogram(enum hist_kind kind, int from)
{
	uint64_t values = 0;
	for (uint32_t shard = 0; shard < HIST_SHARDS; shard++)
		for (int i = from; i < HIST_BUCKETS; i++)
			values += hist_rows[hist_index(kind, ROLE_ACCEPTED) + shard].bucket[i];
	return values;
}

int members;

struct connection watched(void)
{
	pollux_begin(ENGINE_epoll);
	members = epoll_create1(EPOLL_CLOEXEC);
	CHECK_EQ(tap_members_open(members, TAP_WHOLE), 0);
	struct connection c = connection();
	CHECK_EQ(c.row->tap, TAP_IDLE);
	return c;
}

void edge(struct connection *c, uint64_t since)
{
	tap_edge(c->fd, c->row->conn, since);
}

void arrive(struct connection *c, uint64_t since)
{
	write_byte(c->peer);
	AWAIT(tap_readable(c->fd));
	edge(c, since);
}
