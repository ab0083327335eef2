/* Descriptors that many threads, and adoption beside them, meet for the first time: each is opened and counted once. */
#include "support_hammer.h"

#include <unistd.h>

#include "support_sockets.h"

static int listener_fd;

/* Own sockets as an application has them: born, counted by its thread, closed; adoption sweeps over all the while. */
static void *connect_and_close(void *number)
{
	if ((long)number == 0) {
		for (int i = 0; i < 101; i++)
			CHECK(fds_adopt() >= 0);
		return NULL;
	}
	for (int i = 0; i < 211; i++) {
		int pair[2];
		tcp_pair(listener_fd, pair);
		fd_born(pair[1], ROLE_ACCEPTED, PROTO_TCP, listener_fd);
		fd_connected(pair[0]);
		count(&fd_row_of(pair[1])->c[FD_reads], 3);
		count(&fd_row_of(pair[0])->c[FD_writes], 3);
		for (int end = 0; end < 2; end++) {
			fd_dead(pair[end]);
			close(pair[end]);
		}
	}
	return NULL;
}

TEST(adoptionBesideBirthsAndDeathsCountsEachConnectionOnce)
{
	listener_fd = tcp_listener(0);
	CHECK(ledger_open() >= 0);
	fd_born(listener_fd, ROLE_LISTENER, PROTO_TCP, -1);
	hammer(connect_and_close);
	uint64_t reads = 0, writes = 0, accepted = 0;
	for (uint32_t i = 0; i < ledger->section[SECTION_GROUP].used; i++) {
		struct group_row *group = &group_rows[i];
		reads += group->c[FD_reads];
		writes += group->c[FD_writes];
		accepted += group->role == ROLE_ACCEPTED ? group->opened : 0;
		CHECK(group->role != ROLE_ACCEPTED || group->opened == group->closed);
	}
	CHECK_EQ(reads, (THREADS - 1) * 211 * 3);
	CHECK_EQ(writes, (THREADS - 1) * 211 * 3);
	CHECK_EQ(accepted, (THREADS - 1) * 211);
}

static int shared[2];

static void *first_sight(void *unused)
{
	(void)unused;
	count(&fd_row_of(shared[0])->c[FD_reads], 1);
	return NULL;
}

TEST(firstSightByManyThreadsOpensOneRow)
{
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < 101; i++) {
		CHECK(pipe(shared) == 0);
		hammer(first_sight);
		CHECK_EQ(fd_row_of(shared[0])->c[FD_reads], THREADS);
		fd_dead(shared[0]);
		close(shared[0]);
		close(shared[1]);
	}
	CHECK_EQ(group_rows[0].opened, 101);
	CHECK_EQ(group_rows[0].closed, 101);
	CHECK_EQ(group_rows[0].c[FD_reads], 101 * THREADS);
}
