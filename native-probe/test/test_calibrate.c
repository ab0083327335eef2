/* What calibration measures, and what it leaves behind: nothing. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "calibrate.h"
#include "ledger.h"
#include "probe.h"
#include "set.h"

static int open_fds(void)
{
	int n = 0;
	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

TEST(everyCostIsMeasuredAndLargeSizesCostMore)
{
	struct calibration c;
	CHECK_EQ(calibrate(&c), 0);
	CHECK(c.null_call_ns > 0 && c.empty_wait_ns > 0 && c.empty_read_ns > 0);
	CHECK_EQ(c.heap_copy.sizes, CALIBRATE_SIZES);
	CHECK(c.read.sizes >= 8 && c.read.sizes == c.write.sizes); /* 16 KiB fit into any socket */
	CHECK(c.read.ns[c.read.sizes - 1] > c.read.ns[0]);
	CHECK(c.heap_copy.ns[CALIBRATE_SIZES - 1] > c.heap_copy.ns[0]);
	CHECK(c.took_ns > 0);
}

TEST(noDescriptorStaysAndNoneCounts)
{
	struct calibration c;
	CHECK(ledger_open() >= 0);
	int before = open_fds();
	CHECK_EQ(calibrate(&c), 0);
	CHECK_EQ(open_fds(), before);
	CHECK_EQ(sets_own_fds(), 0);
	for (uint32_t i = 0; i < ledger->section[SECTION_GROUP].used; i++)
		CHECK_EQ(group_rows[i].opened, 0);
}

TEST(withoutDescriptorsItSaysSoAndLeavesNone)
{
	struct calibration c;
	CHECK(ledger_open() >= 0);
	int before = open_fds(), next = dup(0);
	struct rlimit none = { (rlim_t)next + 1, (rlim_t)next + 1 }; /* room for one: that is no pair */
	close(next);
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
	CHECK_EQ(calibrate(&c), -EMFILE);
	CHECK_EQ(open_fds(), before);
	CHECK_EQ(sets_own_fds(), 0);
}

TEST(textIsJsonWithTenthsAndSaysWhenItDoesNotFit)
{
	char json[512];
	struct calibration c = { .null_call_ns = 61.25, .empty_wait_ns = 300, .empty_read_ns = 350, .took_ns = 7,
				 .read = { 2, { 1400.04, 1500 } }, .write = { 1, { 9.96 } }, .heap_copy = { 1, { 0.04 } } };
	const char *expected = "{\"null_call_ns\":61.3,\"empty_wait_ns\":300.0,\"empty_read_ns\":350.0,\"read\":[[1,1400.0],[4,1500.0]],\"write\":[[1,10.0]],"
			       "\"heap_copy\":[[1,0.0]],\"took_ns\":7}";
	CHECK_EQ(calibration_json(&c, json, sizeof json), strlen(expected));
	CHECK_STR(json, expected);
	CHECK_EQ(calibration_json(&c, json, (int)strlen(expected)), -ENOSPC);
	CHECK_EQ(pollux_calibrate(json, 16), -ENOSPC);
}
