/* Births, deaths and replacement of descriptors, and what becomes of their counts. Rows stand on numbers that need not be open. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ledger.h"
#include "support_sockets.h"

static struct group_row *group_at(const struct fd_row *row)
{
	CHECK(row->group != GROUP_PENDING);
	return &group_rows[row->group];
}

static void check_group(const struct group_row *group, uint64_t opened, uint64_t closed, uint64_t reads)
{
	CHECK_EQ(group->opened, opened);
	CHECK_EQ(group->closed, closed);
	CHECK_EQ(group->c[FD_reads], reads);
}

TEST(generationMovesAtBirthDeathAndReplacement)
{
	uint64_t seen = 0;
	CHECK(ledger_open() >= 0);
	fd_born(1007, ROLE_ACCEPTED, PROTO_TCP, -1);
	CHECK(fd_conn(1007) > seen);
	seen = fd_conn(1007);
	fd_replaced(1007, true);
	CHECK(fd_conn(1007) > seen);
	seen = fd_conn(1007);
	fd_dead(1007);
	CHECK(fd_conn(1007) > seen);
	seen = fd_conn(1007);
	fd_born(1007, ROLE_ACCEPTED, PROTO_TCP, -1);
	CHECK(fd_conn(1007) > seen);
	CHECK(fd_conn(1009) == 0);
}

TEST(deathFoldsTheRowIntoItsGroupAndFreesIt)
{
	CHECK(ledger_open() >= 0);
	fd_born(1007, ROLE_ACCEPTED, PROTO_TCP, -1);
	struct fd_row *row = fd_row_of(1007);
	struct group_row *group = group_at(row);
	count(&row->c[FD_reads], 13);
	check_group(group, 1, 0, 0);
	fd_dead(1007);
	CHECK_EQ(row->state, FD_FREE);
	CHECK_EQ(row->c[FD_reads], 0);
	check_group(group, 1, 1, 13);
	fd_dead(1007);
	check_group(group, 1, 1, 13);
}

TEST(theLargestOfTheGroupSurvivesAsItsMaximum)
{
	static const uint64_t longest[] = { 7, 31, 17 };
	struct group_row *group = NULL;
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < 3; i++) {
		fd_born(1007, ROLE_ACCEPTED, PROTO_TCP, -1);
		group = group_at(fd_row_of(1007));
		count_max(&fd_row_of(1007)->c[FD_ready_to_read_max_ns], longest[i]);
		fd_dead(1007);
	}
	CHECK_EQ(group->c[FD_ready_to_read_max_ns], 31);
}

TEST(birthOnAnOpenRowFoldsItFirst)
{
	CHECK(ledger_open() >= 0);
	fd_born(1007, ROLE_ACCEPTED, PROTO_TCP, -1);
	struct group_row *group = group_at(fd_row_of(1007));
	count(&fd_row_of(1007)->c[FD_reads], 17);
	fd_born(1007, ROLE_PIPE, PROTO_PIPE, -1);
	check_group(group, 1, 1, 17);
	check_group(group_at(fd_row_of(1007)), 1, 0, 0);
	CHECK_EQ(fd_row_of(1007)->role, ROLE_PIPE);
}

TEST(aCountThatComesAfterTheDeathGoesToTheOldOwnersGroup)
{
	CHECK(ledger_open() >= 0);
	fd_born(1007, ROLE_ACCEPTED, PROTO_TCP, -1);
	struct fd_row *late = fd_row_of(1007);
	struct group_row *group = group_at(late);
	fd_dead(1007);
	count(&late->c[FD_reads], 19);
	fd_born(1007, ROLE_PIPE, PROTO_PIPE, -1);
	check_group(group, 1, 1, 19);
	CHECK_EQ(fd_row_of(1007)->c[FD_reads], 0);
}

TEST(aPreclosedRowKeepsItsGroupButIsNoMoreOpen)
{
	CHECK(ledger_open() >= 0);
	fd_born(1007, ROLE_ACCEPTED, PROTO_TCP, -1);
	struct fd_row *row = fd_row_of(1007);
	struct group_row *group = group_at(row);
	count(&row->c[FD_reads], 7);
	row->reported_ns = 11;
	fd_replaced(1007, true);
	CHECK_EQ(row->state, FD_PRECLOSED);
	CHECK_EQ(row->reported_ns, 0);
	CHECK(fd_row_of(1007) == row);
	check_group(group, 1, 1, 7);
	count(&row->c[FD_reads], 1); /* the blocked reader's end of stream */
	fd_dead(1007);
	check_group(group, 1, 1, 8);
}

TEST(precloseOfAnUnknownDescriptorOpensNoGroup)
{
	CHECK(ledger_open() >= 0);
	fd_replaced(1007, true);
	CHECK_EQ(fd_rows[1007].state, FD_PRECLOSED);
	fd_dead(1007);
	CHECK_EQ(ledger->section[SECTION_GROUP].used, 0);
}

TEST(pollutesNoTotalWithDescriptorsOfItsOwn)
{
	CHECK(ledger_open() >= 0);
	own_thread(true);
	fd_born(1007, ROLE_LISTENER, PROTO_TCP, -1);
	own_thread(false);
	fd_born(1009, ROLE_ACCEPTED, PROTO_TCP, 1007); /* accepted from Pollux's own listener */
	CHECK_EQ(fd_row_of(1009)->own, 1);
	count(&fd_row_of(1009)->c[FD_reads], 7);
	fd_dead(1009);
	fd_dead(1007);
	CHECK_EQ(ledger->section[SECTION_GROUP].used, 0);
	fd_born(1009, ROLE_ACCEPTED, PROTO_TCP, -1);
	CHECK_EQ(fd_row_of(1009)->own, 0);
	check_group(group_at(fd_row_of(1009)), 1, 0, 0);
}

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

TEST(hooksKeepErrno)
{
	CHECK(ledger_open() >= 0);
	errno = EAGAIN;
	fd_born(1007, ROLE_ACCEPTED, PROTO_TCP, -1);
	fd_connected(1007);
	fd_listening(1007);
	fd_replaced(1007, false);
	fd_replaced(1007, true);
	fd_dead(1007);
	CHECK(fd_row_of(1009) == NULL);
	CHECK_EQ(errno, EAGAIN);
}

TEST(aHundredThousandRowsAreCountedExactly)
{
	struct group_row *group = NULL;
	CHECK(ledger_open_sized(100003) >= 0);
	for (int fd = 0; fd < 100003; fd++) {
		fd_born(fd, ROLE_FILE, PROTO_FILE, -1);
		count(&fd_row_of(fd)->c[FD_reads], 3);
	}
	group = group_at(&fd_rows[0]);
	CHECK_EQ(ledger->section[SECTION_FD].used, 100003);
	check_group(group, 100003, 0, 0);
	for (int fd = 0; fd < 100003; fd++)
		fd_dead(fd);
	check_group(group, 100003, 100003, 300009);
}
