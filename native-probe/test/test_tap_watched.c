/* Whom the side tap watches: a share of the sockets, each as the file that its number is now. */
#include "support_tap.h"

#include <sys/epoll.h>
#include <unistd.h>

#include "support_sockets.h"

TEST(aFewAreAlwaysWatchedAndThenTheShare)
{
	pollux_begin(ENGINE_epoll);
	members = epoll_create1(EPOLL_CLOEXEC);
	CHECK_EQ(tap_members_open(members, TAP_WHOLE / 10), 0);
	int watching = 0;
	for (int i = 0; i < 301; i++)
		watching += connection().row->tap != TAP_OFF;
	CHECK(watching >= TAP_FLOOR - 1 && watching >= 28);
	CHECK(watching <= TAP_FLOOR + 32);
}

TEST(pipesFilesAndOurOwnAreNotWatched)
{
	struct connection c = watched();
	int ends[2];
	make_pipe(ends);
	fd_born(ends[0], ROLE_PIPE, PROTO_PIPE, -1);
	CHECK_EQ(fd_row_of(ends[0])->tap, TAP_OFF);
	own_thread(true);
	struct connection own = connection();
	CHECK_EQ(own.row->tap, TAP_OFF);
	CHECK(c.row->tap != TAP_OFF);
}

TEST(datagramSocketsAndListenersAreWatched)
{
	struct connection c = watched();
	int udp = udp_socket();
	fd_born(udp, ROLE_OTHER, PROTO_UDP, -1);
	CHECK(fd_row_of(udp)->tap != TAP_OFF);
	CHECK(fd_row_of(listener())->tap != TAP_OFF);
	CHECK(c.row->tap != TAP_OFF);
}

TEST(anEdgeOfAnotherGenerationIsNobodys)
{
	struct connection c = watched();
	uint64_t conn = c.row->conn;
	int number = c.fd;
	app_close(c.fd);
	struct connection next = connection();
	if (next.fd != number) { /* the peer's end took it */
		CHECK_EQ(dup2(next.fd, number), number);
		fd_born(number, ROLE_ACCEPTED, PROTO_TCP, listener());
		next = (struct connection){ next.peer, number, fd_row_of(number) };
	}
	write_byte(next.peer);
	AWAIT(tap_readable(next.fd));
	tap_edge(number, conn, 0);
	CHECK(!stamped(&next));
}

/* A copy keeps the file open, and with it what a close would have ended. */
TEST(aClosedDescriptorLeavesThoughACopyLivesOn)
{
	struct connection c = watched();
	struct epoll_event event;
	int copy = dup(c.fd);
	app_close(c.fd);
	write_byte(c.peer);
	AWAIT(tap_readable(copy));
	CHECK_EQ(epoll_wait(members, &event, 1, 0), 0);
}

TEST(aReplacedDescriptorIsWatchedAsWhatItIsNow)
{
	struct connection c = watched(), other = connection();
	uint64_t conn = c.row->conn;
	CHECK_EQ(dup2(other.fd, c.fd), c.fd);
	fd_replaced(c.fd, false);
	CHECK(c.row->conn != conn);
	write_byte(other.peer);
	AWAIT(tap_readable(c.fd));
	tap_edge(c.fd, conn, 0);
	CHECK(!stamped(&c));
	edge(&c, 0);
	CHECK(stamped(&c));
}

TEST(aPreclosedDescriptorIsNotWatched)
{
	struct connection c = watched(), other = connection();
	CHECK_EQ(dup2(other.fd, c.fd), c.fd);
	fd_replaced(c.fd, true);
	CHECK_EQ(c.row->tap, TAP_OFF);
}
