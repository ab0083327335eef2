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
		hist_add(ROLE_ACCEPTED, set, (uint64_t)i);
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
	for (int i = 0; i < ROLES * HIST_SHARDS; i++)
		values += hist_rows[i].count;
	CHECK_EQ(values, THREADS * 1009);
}
