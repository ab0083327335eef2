/* What a descriptor is for and whom it talks to, as its row learns it from the calls of its life; and the group it belongs to then. */
#include "support_rows.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support_sockets.h"

TEST(aSocketWaitsForItsRoleBeforeItJoinsAGroup)
{
	int pair[2], listener = tcp_listener(0);
	CHECK(ledger_open() >= 0);
	tcp_pair(listener, pair);
	fd_born(pair[0], ROLE_OTHER, PROTO_TCP, -1);
	CHECK_EQ(fd_row_of(pair[0])->group, GROUP_PENDING);
	count(&fd_row_of(pair[0])->c[FD_polls], 3);
	fd_connected(pair[0]);
	struct fd_row *row = fd_row_of(pair[0]);
	CHECK_EQ(row->role, ROLE_OUTBOUND);
	CHECK_EQ(row->remote.port, local_port(listener));
	check_group(group_at(row), 1, 0, 0);
	fd_dead(pair[0]);
	CHECK_EQ(group_at(row)->c[FD_polls], 3);
}

TEST(aSocketThatNeverLearnsItsRoleIsCountedUnderOther)
{
	CHECK(ledger_open() >= 0);
	fd_born(1007, ROLE_OTHER, PROTO_TCP, -1);
	count(&fd_row_of(1007)->c[FD_reads], 7);
	fd_dead(1007);
	struct group_row *group = group_at(&fd_rows[1007]);
	CHECK_EQ(group->role, ROLE_OTHER);
	CHECK_EQ(group->proto, PROTO_TCP);
	check_group(group, 1, 1, 7);
}

TEST(listenTurnsASocketIntoAListener)
{
	int listener = tcp_listener(0);
	CHECK(ledger_open() >= 0);
	fd_born(listener, ROLE_OTHER, PROTO_TCP, -1);
	fd_listening(listener);
	struct group_row *group = group_at(fd_row_of(listener));
	CHECK_EQ(group->role, ROLE_LISTENER);
	CHECK_EQ(group->local_port, local_port(listener));
}

TEST(connectAndDisconnectMoveAUdpSocketBetweenGroups)
{
	int fd = udp_socket(), peer = udp_socket();
	CHECK(ledger_open() >= 0);
	fd_born(fd, ROLE_OTHER, PROTO_UDP, -1);
	struct fd_row *row = fd_row_of(fd);
	struct group_row *other = group_at(row);
	count(&row->c[FD_reads], 5);
	udp_connect(fd, peer);
	fd_connected(fd);
	struct group_row *outbound = group_at(row);
	CHECK_EQ(outbound->role, ROLE_OUTBOUND);
	count(&row->c[FD_reads], 7);
	check_group(other, 1, 1, 5);
	udp_connect(fd, -1);
	fd_connected(fd);
	CHECK(group_at(row) == other);
	CHECK_EQ(row->role, ROLE_OTHER);
	CHECK_EQ(row->remote.family, 0);
	check_group(outbound, 1, 1, 7);
	check_group(other, 2, 1, 5);
}

TEST(bindTellsADatagramSocketsAddress)
{
	int fd = udp_socket();
	CHECK(ledger_open() >= 0);
	fd_born(fd, ROLE_OTHER, PROTO_UDP, -1);
	CHECK_EQ(fd_row_of(fd)->local.family, 0);
	fd_bound(fd);
	CHECK_EQ(fd_row_of(fd)->local.port, local_port(fd));
	check_group(group_at(fd_row_of(fd)), 1, 0, 0);
}

TEST(aPipeThatWakesALoopChangesItsRole)
{
	int ends[2];
	CHECK(pipe(ends) == 0);
	CHECK(ledger_open() >= 0);
	fd_born(ends[0], ROLE_PIPE, PROTO_PIPE, -1);
	fd_is_wakeup(ends[0]);
	CHECK_EQ(fd_row_of(ends[0])->role, ROLE_WAKEUP);
	CHECK_EQ(group_at(fd_row_of(ends[0]))->proto, PROTO_PIPE);
}

TEST(anAcceptedConnectionKnowsBothAddresses)
{
	int pair[2], listener = tcp_listener(0);
	CHECK(ledger_open() >= 0);
	tcp_pair(listener, pair);
	fd_born(listener, ROLE_LISTENER, PROTO_TCP, -1);
	fd_born(pair[1], ROLE_ACCEPTED, PROTO_TCP, listener);
	struct fd_row *row = fd_row_of(pair[1]);
	CHECK_EQ(row->local.family, AF_INET);
	CHECK_EQ(row->local.port, local_port(listener));
	CHECK_EQ(row->remote.port, local_port(pair[0]));
	CHECK_EQ(row->remote.bytes[0], 127);
	CHECK_EQ(row->remote.bytes[3], 1);
}

TEST(aMappedIPv4AddressIsIPv4)
{
	int fd = socket(AF_INET6, SOCK_DGRAM, 0), peer = udp_socket();
	struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_port = htons(local_port(peer)),
				   .sin6_addr.s6_addr = { [10] = 0xff, 0xff, 127, 0, 0, 1 } };
	if (fd < 0)
		test_skip("no IPv6 here");
	CHECK(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
	CHECK(ledger_open() >= 0);
	fd_connected(fd);
	struct fd_row *row = fd_row_of(fd);
	CHECK_EQ(row->remote.family, AF_INET);
	CHECK_EQ(row->remote.bytes[0], 127);
	CHECK_EQ(row->local.family, AF_INET);
}
