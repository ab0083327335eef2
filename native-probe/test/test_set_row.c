/* Rows of sets and histograms. */
#include "test.h"

#include "ledger.h"

TEST(aClosedSetsRowIsFreeForTheNext)
{
	CHECK(ledger_open() >= 0);
	int first = set_row_open(7, LEDGER_ENGINE_epoll, false), second = set_row_open(11, LEDGER_ENGINE_epoll, false);
	CHECK(first != second);
	set_row_fold(first, true, 0);
	CHECK_EQ(set_rows[first].used, 0);
	CHECK_EQ(set_row_open(13, LEDGER_ENGINE_sigio, false), first);
	CHECK_EQ(set_rows[first].epfd, 13);
	CHECK_EQ(set_rows[first].engine, LEDGER_ENGINE_sigio);
}

TEST(aLateWaitersCountGoesToTheOldEngine)
{
	CHECK(ledger_open() >= 0);
	int set = set_row_open(7, LEDGER_ENGINE_epoll, false);
	set_row_fold(set, true, 0);
	count(&set_rows[set].c[SET_waits_failed], 1);
	CHECK_EQ(set_row_open(7, LEDGER_ENGINE_poll, false), set);
	CHECK_EQ(set_rows[set].c[SET_waits_failed], 0);
	CHECK_EQ(engine_rows[LEDGER_ENGINE_epoll].c[SET_waits_failed], 1);
}

TEST(anOwnSetIsInNoEnginesTotals)
{
	CHECK(ledger_open() >= 0);
	int set = set_row_open(7, LEDGER_ENGINE_epoll, true);
	count(&set_rows[set].c[SET_waits_ready], 17);
	set_row_fold(set, true, 0);
	CHECK_EQ(engine_rows[LEDGER_ENGINE_epoll].c[SET_waits_ready], 0);
}

TEST(aFullTableSaysSo)
{
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < SET_CAPACITY; i++)
		CHECK(set_row_open(i, LEDGER_ENGINE_epoll, false) >= 0);
	CHECK_EQ(set_row_open(1, LEDGER_ENGINE_epoll, false), -1);
	set_row_fold(-1, true, 0);
}

static uint64_t in_bucket(int bucket)
{
	uint64_t values = 0;
	for (int i = 0; i < HIST_SHARDS; i++)
		values += hist_rows[hist_index(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED) + (uint32_t)i].bucket[bucket];
	return values;
}

TEST(bucketsAreHalfOpenPowersOfTwo)
{
	CHECK(ledger_open() >= 0);
	hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, -1, 0);
	hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, -1, 1);
	hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, -1, 2);
	hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, -1, 3);
	hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, -1, 4);
	hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, -1, UINT64_MAX);
	CHECK_EQ(in_bucket(0), 1);
	CHECK_EQ(in_bucket(1), 1);
	CHECK_EQ(in_bucket(2), 2);
	CHECK_EQ(in_bucket(3), 1);
	CHECK_EQ(in_bucket(63), 1);
}

TEST(aNewSetStartsWithAnEmptyHistogram)
{
	CHECK(ledger_open() >= 0);
	int set = set_row_open(7, LEDGER_ENGINE_epoll, false);
	struct hist_row *row = &hist_rows[hist_index(HIST_READY_TO_READ_SET, (uint32_t)set)];
	hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, set, 1000);
	CHECK_EQ(row->bucket[10], 1);
	CHECK_EQ(row->key, set);
	set_row_fold(set, true, 0);
	CHECK_EQ(set_row_open(11, LEDGER_ENGINE_epoll, false), set);
	CHECK_EQ(row->used, 0);
	CHECK_EQ(row->sum_ns, 0);
	CHECK_EQ(row->bucket[10], 0);
}
