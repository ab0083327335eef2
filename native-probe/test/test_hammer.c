/* Many threads at once: births, deaths, replacement, adoption and counting of the same descriptors. Nothing may be lost or doubled. */
#include "test.h"

#include <pthread.h>
#include <unistd.h>

#include "ledger.h"
#include "support_sockets.h"

#define THREADS 8
#define ROUNDS  4007
#define FIRST   1000
#define FDS     61 /* fewer than threads need: they meet */

static struct fd_row *row_at(int fd)
{
	return &fd_rows[fd];
}

static uint64_t total(int column)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < ledger->section[SECTION_GROUP].used; i++)
		sum += group_rows[i].c[column];
	for (uint32_t fd = 0; fd < ledger->section[SECTION_FD].used; fd++)
		sum += fd_rows[fd].own ? 0 : fd_rows[fd].c[column];
	return sum;
}

static void run(void *(*work)(void *))
{
	pthread_t threads[THREADS];
	for (long i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, work, (void *)i) == 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static unsigned next(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

/* Lives of descriptors as no application would mix them; three counts a round, whatever the row's state. */
static void *live_and_count(void *seed)
{
	unsigned state = (unsigned)(long)seed * 7919u + 1;
	for (int i = 0; i < ROUNDS; i++) {
		int fd = FIRST + (int)(next(&state) % FDS);
		switch (next(&state) % 5) {
		case 0: fd_born(fd, ROLE_ACCEPTED, PROTO_TCP, -1); break;
		case 1: fd_born(fd, ROLE_OTHER, PROTO_TCP, -1); break;
		case 2: fd_replaced(fd, true); break;
		case 3: fd_is_wakeup(fd); break;
		default: fd_dead(fd); break;
		}
		count(&row_at(fd)->c[FD_reads], 1);
		count(&row_at(fd)->c[FD_read_bytes], 17);
		count_max(&row_at(fd)->c[FD_ready_to_read_max_ns], (uint64_t)i);
	}
	return NULL;
}

TEST(countsAreConservedWhileDescriptorsComeAndGo)
{
	CHECK(ledger_open() >= 0);
	for (int fd = FIRST; fd < FIRST + FDS; fd++)
		fd_born(fd, ROLE_ACCEPTED, PROTO_TCP, -1); /* a row that never had an owner has no group for early counts */
	run(live_and_count);
	CHECK_EQ(total(FD_reads), THREADS * ROUNDS);
	CHECK_EQ(total(FD_read_bytes), THREADS * ROUNDS * 17);
	for (int fd = FIRST; fd < FIRST + FDS; fd++) {
		fd_born(fd, ROLE_FILE, PROTO_FILE, -1); /* brings in what came late */
		fd_dead(fd);
		CHECK_EQ(row_at(fd)->c[FD_reads], 0);
	}
	CHECK_EQ(total(FD_reads), THREADS * ROUNDS);
}

TEST(everyDescriptorThatJoinedAGroupHasLeftItAtTheEnd)
{
	uint64_t opened = 0;
	CHECK(ledger_open() >= 0);
	run(live_and_count);
	for (int fd = FIRST; fd < FIRST + FDS; fd++)
		fd_dead(fd);
	for (uint32_t i = 0; i < ledger->section[SECTION_GROUP].used; i++) {
		CHECK_EQ(group_rows[i].opened, group_rows[i].closed);
		opened += group_rows[i].opened;
	}
	CHECK(opened > 0);
	CHECK(ledger->conns >= opened);
}

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
	run(move_about);
	stopped = true;
	pthread_join(reader, NULL);
	CHECK_EQ(read_total(false), THREADS * ROUNDS);
	CHECK_EQ(read_total(true), THREADS * ROUNDS);
}

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
	run(connect_and_close);
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
		run(first_sight);
		CHECK_EQ(fd_row_of(shared[0])->c[FD_reads], THREADS);
		fd_dead(shared[0]);
		close(shared[0]);
		close(shared[1]);
	}
	CHECK_EQ(group_rows[0].opened, 101);
	CHECK_EQ(group_rows[0].closed, 101);
	CHECK_EQ(group_rows[0].c[FD_reads], 101 * THREADS);
}

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
	run(open_and_fold_sets);
	CHECK_EQ(engine_rows[LEDGER_ENGINE_epoll].c[SET_waits_ready], THREADS * 1009);
	CHECK_EQ(engine_rows[LEDGER_ENGINE_poll].c[SET_waits_ready], THREADS * 1009 * 2);
	CHECK(ledger->section[SECTION_SET].used <= THREADS);
	uint64_t values = 0;
	for (int i = 0; i < HIST_BY_ROLE; i++)
		for (int bucket = 0; bucket < HIST_BUCKETS; bucket++)
			values += hist_rows[i].bucket[bucket];
	CHECK_EQ(values, THREADS * 1009);
}
