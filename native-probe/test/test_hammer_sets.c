/* Sets that many threads open and fold at once: what each engine served is its own. */
#include "support_hammer.h"

static void *open_and_fold_sets(void *unused)
{
	(void)unused;
	for (int i = 0; i < 1009; i++) {
		int set = set_row_open(i, LEDGER_ENGINE_epoll, false);
		CHECK(set >= 0);
		count(&set_rows[set].c[SET_waits_ready], 1);
		set_row_fold(set, false, LEDGER_ENGINE_poll);
		count(&set_rows[set].c[SET_waits_ready], 2);
		hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, set, (uint64_t)i);
		set_row_fold(set, true, 0);
	}
	return NULL;
}

TEST(setsFoldIntoTheEngineThatServedThem)
{
	CHECK(ledger_open() >= 0);
	hammer(open_and_fold_sets);
	CHECK_EQ(engine_rows[LEDGER_ENGINE_epoll].c[SET_waits_ready], THREADS * 1009);
	CHECK_EQ(engine_rows[LEDGER_ENGINE_poll].c[SET_waits_ready], THREADS * 1009 * 2);
	CHECK(ledger->section[SECTION_SET].used <= THREADS);
	uint64_t values = 0;
	for (int i = 0; i < HIST_BY_ROLE; i++)
		for (int bucket = 0; bucket < HIST_BUCKETS; bucket++)
			values += hist_rows[i].bucket[bucket];
	CHECK_EQ(values, THREADS * 1009);
}
