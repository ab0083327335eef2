/* Many threads at once: births, deaths, replacement and counting of the same descriptors. Nothing may be lost or doubled. */
#include "support_hammer.h"

#define FDS 61 /* fewer than threads need: they meet */

static uint64_t total(int column)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < ledger->section[SECTION_GROUP].used; i++)
		sum += group_rows[i].c[column];
	for (uint32_t fd = 0; fd < ledger->section[SECTION_FD].used; fd++)
		sum += fd_rows[fd].own ? 0 : fd_rows[fd].c[column];
	return sum;
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
	hammer(live_and_count);
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
	hammer(live_and_count);
	for (int fd = FIRST; fd < FIRST + FDS; fd++)
		fd_dead(fd);
	for (uint32_t i = 0; i < ledger->section[SECTION_GROUP].used; i++) {
		CHECK_EQ(group_rows[i].opened, group_rows[i].closed);
		opened += group_rows[i].opened;
	}
	CHECK(opened > 0);
	CHECK(ledger->conns >= opened);
}
