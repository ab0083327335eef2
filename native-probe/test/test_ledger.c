/* The ledger's memory: what it costs, how it opens and closes. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ledger.h"
#include "memfd.h"

TEST(opensOnceAndGivesTheSameDescriptorAgain)
{
	int fd = ledger_open();
	CHECK(fd >= 0);
	CHECK_EQ(ledger_open(), fd);
	CHECK_EQ(ledger_fd(), fd);
	CHECK(ledger->magic == LEDGER_MAGIC);
	CHECK_EQ(ledger->version, LEDGER_VERSION);
	CHECK_EQ(ledger->pid, getpid());
}

TEST(memfdIsNamedClosedOnExecAndSealedAgainstShrinking)
{
	char path[32], target[64] = "";
	int fd = ledger_open();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	CHECK(readlink(path, target, sizeof target - 1) > 0);
	CHECK_STR(target, "/memfd:pollux (deleted)");
	CHECK(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	CHECK(ftruncate(fd, 0) < 0 && errno == EPERM);
}

/* The target of docs/overhead.md: a column more and it is 576. */
TEST(aDescriptorCostsNoMoreThan512Bytes)
{
	CHECK(sizeof(struct fd_row) <= 512);
}

static long resident_kb(void)
{
	long kb = 0;
	char line[128];
	FILE *status = fopen("/proc/self/status", "r");
	CHECK(status);
	while (fgets(line, sizeof line, status))
		sscanf(line, "RssShmem: %ld", &kb);
	fclose(status);
	return kb;
}

TEST(aLedgerWithAHundredDescriptorsCostsLessThan300KB)
{
	long before = resident_kb();
	CHECK(ledger_open() >= 0);
	CHECK(meta_put("engine", "epoll") == 0);
	for (int fd = 0; fd < 100; fd++)
		fd_born(fd, ROLE_ACCEPTED, PROTO_TCP, -1);
	long cost = resident_kb() - before;
	CHECK(cost > 0);
	CHECK(cost < 300);
}

TEST(nothingHappensWithoutALedger)
{
	CHECK(fd_row_of(0) == NULL);
	CHECK(fd_conn(0) == 0);
	fd_born(3, ROLE_PIPE, PROTO_PIPE, -1);
	fd_connected(3);
	fd_dead(3);
	hist_add(HIST_READ_CALL_ROLE, ROLE_ACCEPTED, 0, 17);
	CHECK_EQ(fds_adopt(), -ENODEV);
	CHECK_EQ(meta_put("engine", "epoll"), -ENODEV);
	CHECK_EQ(set_row_open(3, 0, false), -1);
	ledger_close(true);
}

TEST(aRowHeldAcrossCloseTakesLateCountsWithoutFault)
{
	CHECK(ledger_open() >= 0);
	fd_born(5, ROLE_PIPE, PROTO_PIPE, -1);
	struct fd_row *row = fd_row_of(5);
	ledger_close(false);
	count(&row->c[FD_reads], 7);
	ledger_close(true);
	count(&row->c[FD_reads], 11);
	CHECK_EQ(row->c[FD_reads], 11);
	CHECK(fd_row_of(5) == NULL);
	fd_dead(5);
}

TEST(aReaderKeepsTheFinalNumbersAfterClose)
{
	int fd = ledger_open();
	fd_born(5, ROLE_PIPE, PROTO_PIPE, -1);
	count(&fd_row_of(5)->c[FD_reads], 13);
	int mine = dup(fd);
	off_t row = (off_t)ledger->section[SECTION_FD].offset + 5 * (off_t)sizeof(struct fd_row);
	ledger_close(true);
	struct ledger_header header;
	uint64_t reads;
	CHECK_EQ(pread(mine, &header, sizeof header, 0), sizeof header);
	CHECK_EQ(header.detached, 1);
	CHECK_EQ(pread(mine, &reads, 8, row + (off_t)(offsetof(struct fd_row, c) + FD_reads * 8)), 8);
	CHECK_EQ(reads, 13);
}

TEST(opensAgainAtTheSameAddressAndEmpty)
{
	CHECK(ledger_open() >= 0);
	fd_born(5, ROLE_ACCEPTED, PROTO_TCP, -1);
	count(&fd_row_of(5)->c[FD_reads], 7);
	struct fd_row *rows = fd_rows;
	for (int unmap = 0; unmap < 2; unmap++) {
		ledger_close(unmap);
		CHECK(ledger_open() >= 0);
		CHECK(fd_rows == rows);
		CHECK_EQ(fd_rows[5].conn, 0);
		CHECK_EQ(ledger->conns, 0);
		CHECK_EQ(ledger->section[SECTION_GROUP].used, 0);
		fd_born(5, ROLE_ACCEPTED, PROTO_TCP, -1);
	}
}

static void limit(int resource, rlim_t value)
{
	struct rlimit limits;
	CHECK(getrlimit(resource, &limits) == 0);
	limits.rlim_cur = value;
	CHECK(setrlimit(resource, &limits) == 0);
}

TEST(aFileSizeLimitMakesTheLedgerSmallerAndRaisesNoSignal)
{
	limit(RLIMIT_FSIZE, 8 << 20);
	CHECK(ledger_open() >= 0);
	CHECK(fd_capacity >= 1024 && fd_capacity < 65536);
	ledger_close(true);
	limit(RLIMIT_FSIZE, 4096);
	CHECK_EQ(ledger_open(), -EFBIG);
}

TEST(nothingIsLeftBehindWhenItCannotBeMade)
{
	int next = dup(0);
	close(next);
	limit(RLIMIT_FSIZE, 4096);
	CHECK_EQ(ledger_open(), -EFBIG);
	limit(RLIMIT_NOFILE, (rlim_t)next);
	limit(RLIMIT_FSIZE, RLIM_INFINITY);
	CHECK_EQ(ledger_open(), -EMFILE);
	CHECK_EQ(ledger_fd(), -1);
	limit(RLIMIT_NOFILE, (rlim_t)next + 8);
	CHECK_EQ(ledger_open(), next);
}

TEST(strictMemoryAccountingIsReadFromTheKernel)
{
	char mode[8] = "";
	FILE *setting = fopen("/proc/sys/vm/overcommit_memory", "r");
	CHECK(setting && fgets(mode, sizeof mode, setting));
	fclose(setting);
	CHECK_EQ(memfd_is_strict(), mode[0] == '2');
}

TEST(callsPastTheCapacityAreCountedAsLost)
{
	CHECK(ledger_open_sized(64) >= 0);
	fd_born(64, ROLE_PIPE, PROTO_PIPE, -1);
	for (int i = 0; i < 19; i++)
		CHECK(fd_row_of(64) == NULL);
	CHECK(fd_row_of(-1) == NULL);
	CHECK_EQ(ledger->lost_fds, 19);
}

TEST(rowsStayWithin512BytesAndFillCacheLines)
{
	CHECK(sizeof(struct fd_row) <= 512);
	CHECK_EQ(sizeof(struct fd_row) % 64, 0);
	CHECK_EQ(sizeof(struct set_row) % 64, 0);
	CHECK_EQ(sizeof(struct group_row) % 64, 0);
}
