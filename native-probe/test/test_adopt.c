/* Descriptors that were there before Pollux, or came and went by a way no hook sees. */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ledger.h"
#include "support_sockets.h"

static void check_kind(int fd, enum fd_role role, enum fd_proto proto)
{
	struct fd_row *row = fd_row_of(fd);
	CHECK(row);
	CHECK_EQ(row->role, role);
	CHECK_EQ(row->proto, proto);
	CHECK_EQ(row->own, 0);
}

TEST(everyKindIsToldApart)
{
	int ends[2], both[2], pair[2], listener = tcp_listener(0), udp = udp_socket();
	CHECK(pipe(ends) == 0);
	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, both) == 0);
	tcp_pair(listener, pair);
	int wake = eventfd(0, EFD_NONBLOCK), set = epoll_create1(0), file = open("/dev/null", O_RDONLY);
	CHECK(ledger_open() >= 0);
	CHECK(fds_adopt() >= 12);
	check_kind(listener, ROLE_LISTENER, PROTO_TCP);
	check_kind(pair[0], ROLE_OUTBOUND, PROTO_TCP);
	check_kind(pair[1], ROLE_ACCEPTED, PROTO_TCP);
	check_kind(udp, ROLE_OTHER, PROTO_UDP);
	check_kind(ends[0], ROLE_PIPE, PROTO_PIPE);
	check_kind(both[0], ROLE_OTHER, PROTO_UNIX);
	check_kind(wake, ROLE_WAKEUP, PROTO_EVENTFD);
	check_kind(set, ROLE_OTHER, PROTO_EPOLL);
	check_kind(file, ROLE_FILE, PROTO_FILE);
	CHECK_EQ(fd_row_of(wake)->nonblocking, MODE_NONBLOCKING);
	CHECK_EQ(fd_row_of(udp)->nonblocking, MODE_BLOCKING);
	CHECK_EQ(fds_adopt(), 0);
}

TEST(theLedgersOwnMemfdIsItsOwn)
{
	int fd = ledger_open();
	CHECK(fds_adopt() > 0);
	CHECK_EQ(fd_row_of(fd)->own, 1);
}

TEST(aConnectionBelowItsListenersNumberIsStillAccepted)
{
	int pair[2], spare = dup(0), listener = tcp_listener(0);
	tcp_pair(listener, pair);
	CHECK(dup2(pair[1], spare) == spare);
	CHECK(spare < listener);
	CHECK(ledger_open() >= 0);
	CHECK(fds_adopt() > 0);
	check_kind(spare, ROLE_ACCEPTED, PROTO_TCP);
	CHECK_EQ(group_rows[fd_row_of(spare)->group].local_port, local_port(listener));
}

/* A connection from before the ledger: pair[0] connected, pair[1] accepted. */
static void adopt_unix_pair(const char *name, int pair[2])
{
	int listener = unix_listener(name);
	unix_pair(listener, pair);
	CHECK(ledger_open() >= 0);
	CHECK(fds_adopt() > 0);
	check_kind(listener, ROLE_LISTENER, PROTO_UNIX);
	check_kind(pair[0], ROLE_OUTBOUND, PROTO_UNIX);
}

TEST(unixConnectionsAreToldApartByTheBoundEnd)
{
	char name[32];
	int pair[2];
	snprintf(name, sizeof name, "pollux-test-%d", (int)getpid());
	adopt_unix_pair(name, pair);
	check_kind(pair[1], ROLE_ACCEPTED, PROTO_UNIX);
	CHECK_STR(group_rows[fd_row_of(pair[0])->group].peer + 1, name);
	CHECK_STR(group_rows[fd_row_of(pair[1])->group].peer + 1, name);
	CHECK_EQ(group_rows[fd_row_of(pair[1])->group].peer[0], '@');
}

TEST(theJvmsOwnAttachConnectionIsLeftAlone)
{
	char name[32];
	int pair[2];
	snprintf(name, sizeof name, "/.java_pid%d", (int)getpid());
	adopt_unix_pair(name, pair);
	CHECK_EQ(fd_rows[pair[1]].state, FD_FREE);
}

TEST(theFirstCountedCallOpensTheRow)
{
	int ends[2];
	CHECK(ledger_open() >= 0);
	CHECK(pipe(ends) == 0);
	count(&fd_row_of(ends[0])->c[FD_reads], 7);
	CHECK_EQ(fd_rows[ends[0]].c[FD_reads], 7);
	CHECK_EQ(fd_rows[ends[0]].state, FD_OPEN);
	CHECK(fd_row_of(1013) == NULL);
}

TEST(aDescriptorMarkedDeadIsNotAdoptedBeforeItIsClosed)
{
	int both[2];
	CHECK(ledger_open() >= 0);
	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, both) == 0);
	fd_born(both[0], ROLE_OTHER, PROTO_UNIX, -1);
	fd_dead(both[0]);
	CHECK(fd_row_of(both[0]) == NULL); /* a late report of another thread's, between mark and close(2) */
	CHECK(fds_adopt() >= 0);
	CHECK_EQ(fd_rows[both[0]].state, FD_FREE);
	int number = both[0];
	close(number);
	CHECK_EQ(dup(both[1]), number);
	CHECK(fd_row_of(number) != NULL);
}

TEST(birthAfterAdoptionOfTheSameSocketOpensNoSecondRow)
{
	int pair[2], listener = tcp_listener(0);
	CHECK(ledger_open() >= 0);
	fd_born(listener, ROLE_LISTENER, PROTO_TCP, -1);
	tcp_pair(listener, pair);
	count(&fd_row_of(pair[1])->c[FD_reads], 7);
	uint64_t conn = fd_conn(pair[1]);
	fd_born(pair[1], ROLE_ACCEPTED, PROTO_TCP, listener);
	CHECK_EQ(fd_conn(pair[1]), conn);
	CHECK_EQ(fd_row_of(pair[1])->c[FD_reads], 7);
	CHECK_EQ(group_rows[fd_row_of(pair[1])->group].opened, 1);
	CHECK_EQ(group_rows[fd_row_of(pair[1])->group].closed, 0);
}

TEST(aCloseThatNoHookSawIsFoundByTheNextAdoption)
{
	int ends[2], spare[2];
	CHECK(pipe(ends) == 0 && pipe(spare) == 0);
	CHECK(ledger_open() >= 0);
	CHECK(fds_adopt() > 0);
	struct group_row *group = &group_rows[fd_row_of(ends[0])->group];
	count(&fd_row_of(ends[0])->c[FD_reads], 7);
	count(&fd_row_of(ends[1])->c[FD_reads], 11);
	uint64_t opened = group->opened;
	close(ends[0]);
	CHECK(dup2(spare[1], ends[1]) == ends[1]); /* closed, and the number taken by another pipe */
	CHECK_EQ(fds_adopt(), 1);
	CHECK_EQ(fd_rows[ends[0]].state, FD_FREE);
	CHECK_EQ(group->closed, 2);
	CHECK_EQ(group->opened, opened + 1);
	CHECK_EQ(group->c[FD_reads], 18);
	CHECK_EQ(fd_row_of(ends[1])->c[FD_reads], 0);
}

TEST(whatAThreadOfPolluxMeetsFirstIsPolluxsButNotWhatItFinds)
{
	int ours[2], theirs[2];
	CHECK(ledger_open() >= 0);
	CHECK(pipe(ours) == 0 && pipe(theirs) == 0);
	own_thread(true);
	CHECK_EQ(fd_row_of(ours[0])->own, 1);
	CHECK(fds_adopt() > 0);
	CHECK_EQ(fd_row_of(theirs[0])->own, 0);
}

TEST(replacedInPlaceIsLookedAtAnew)
{
	int pair[2], listener = tcp_listener(0), udp = udp_socket();
	CHECK(ledger_open() >= 0);
	tcp_pair(listener, pair);
	fd_connected(pair[0]);
	CHECK(dup2(udp, pair[0]) == pair[0]);
	fd_replaced(pair[0], false);
	check_kind(pair[0], ROLE_OTHER, PROTO_UDP);
	CHECK_EQ(fd_row_of(pair[0])->remote.family, 0);
	CHECK_EQ(fd_row_of(pair[0])->local.port, local_port(udp));
}
