/* Who reads totals while rows fold into their groups reads none that is too high. */
#include "support_hammer.h"

#include <pthread.h>

static _Atomic uint64_t counted[2]; /* 0: under another role, 1: under ROLE_WAKEUP */
static _Atomic bool stopped;

/* Every kind of change that moves a row's counts from one place to another. */
static void *move_about(void *number)
{
	int fd = FIRST + (int)(long)number;
	for (int i = 0; i < ROUNDS; i++) {
		fd_born(fd, i % 2 ? ROLE_PIPE : ROLE_ACCEPTED, PROTO_PIPE, -1);
		atomic_fetch_add(&counted[0], 1);
		count(&row_at(fd)->c[FD_reads], 1);
		fd_is_wakeup(fd);
		atomic_fetch_add(&counted[1], 1);
		count(&row_at(fd)->c[FD_reads], 1);
		if (i % 3 == 0)
			fd_replaced(fd, true);
		fd_dead(fd);
	}
	return NULL;
}

/* What a row adds to the groups of one side, if it stayed in one hand while it was read: ledger.h's rule for readers. */
static uint64_t row_reads(struct fd_row *row, bool wakeup)
{
	uint32_t state = row->state, group = row->group;
	uint64_t conn = row->conn, reads = row->c[FD_reads];
	bool whole = row->state == state && row->conn == conn && row->group == group;
	if (!whole || state == FD_FREE || group == GROUP_PENDING)
		return 0;
	return (group_rows[group].role == ROLE_WAKEUP) == wakeup ? reads : 0;
}

static uint64_t read_total(bool wakeup)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < ledger->section[SECTION_GROUP].used; i++)
		if ((group_rows[i].role == ROLE_WAKEUP) == wakeup)
			sum += group_rows[i].c[FD_reads];
	for (int fd = FIRST; fd < FIRST + THREADS; fd++)
		sum += row_reads(row_at(fd), wakeup);
	return sum;
}

static void *read_often(void *unused)
{
	(void)unused;
	while (!stopped)
		for (int wakeup = 0; wakeup < 2; wakeup++) {
			uint64_t total = read_total(wakeup);
			CHECK(total <= counted[wakeup]); /* what folded during the reading can only be missing from it */
		}
	return NULL;
}

TEST(noTotalReadWhileRowsFoldIsTooHigh)
{
	pthread_t reader;
	CHECK(ledger_open() >= 0);
	CHECK(pthread_create(&reader, NULL, read_often, NULL) == 0);
	hammer(move_about);
	stopped = true;
	pthread_join(reader, NULL);
	CHECK_EQ(read_total(false), THREADS * ROUNDS);
	CHECK_EQ(read_total(true), THREADS * ROUNDS);
}
