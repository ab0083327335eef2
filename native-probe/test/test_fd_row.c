/* Births, deaths and replacement of descriptors, and what becomes of their counts. Rows stand on numbers that need not be open. */
#include "support_rows.h"

#include <errno.h>

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
