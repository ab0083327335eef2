/* What the rewritten copies report, and the rows of their hooks. */
#include "test.h"

#include <errno.h>
#include <jni.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hook_rows.h"
#include "ledger.h"

JNIEXPORT void JNICALL Java_sun_nio_ch_PolluxBridge_heapCopied0(JNIEnv *, jclass, jint, jint, jlong, jboolean);

static void copied(int fd, int bytes, long ns, jboolean write)
{
	Java_sun_nio_ch_PolluxBridge_heapCopied0(NULL, NULL, fd, bytes, ns, write);
}

static uint64_t value(int fd, enum fd_column column)
{
	return atomic_load(&fd_rows[fd].c[column]);
}

TEST(copiesCountByDirectionInTheRowOfTheirDescriptor)
{
	int pair[2];
	CHECK(ledger_open() >= 0);
	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
	copied(pair[0], 4099, 211, JNI_FALSE);
	copied(pair[0], 31, 13, JNI_FALSE);
	copied(pair[0], 8191, 503, JNI_TRUE);
	CHECK_EQ(value(pair[0], FD_heap_reads), 2);
	CHECK_EQ(value(pair[0], FD_heap_read_bytes), 4099 + 31);
	CHECK_EQ(value(pair[0], FD_heap_read_ns), 211 + 13);
	CHECK_EQ(value(pair[0], FD_heap_writes), 1);
	CHECK_EQ(value(pair[0], FD_heap_write_bytes), 8191);
	CHECK_EQ(value(pair[0], FD_heap_write_ns), 503);
	CHECK_EQ(value(pair[1], FD_heap_reads), 0);
}

TEST(aClosedDescriptorCountsNowhere)
{
	CHECK(ledger_open() >= 0);
	copied(-1, 4099, 211, JNI_FALSE);
	CHECK_EQ(atomic_load(&ledger->lost_fds), 0);
}

TEST(copiesBeforeTheLedgerOpensAndAfterItClosesAreLost)
{
	copied(0, 4099, 211, JNI_TRUE);
	CHECK(ledger_open() >= 0);
	ledger_close(true);
	copied(0, 4099, 211, JNI_TRUE);
	CHECK_EQ(value(0, FD_heap_writes), 0);
}

TEST(hooksOfBytecodeFollowThoseOfNatives)
{
	CHECK(ledger_open() >= 0);
	CHECK_EQ(hook_row_put(67, "sun.nio.ch.IOUtil.read", "installed", ""), 0);
	CHECK_EQ(hook_row_put(67, "sun.nio.ch.IOUtil.write", "stood_down", "another shape"), 0);
	CHECK_EQ(hook_row_put(67, "sun.nio.ch.IOUtil.read", "removed", ""), 0);
	CHECK_STR(hook_rows[67].name, "sun.nio.ch.IOUtil.read");
	CHECK_EQ(hook_rows[67].state, HOOK_REMOVED);
	CHECK_EQ(hook_rows[68].state, HOOK_STOOD_DOWN);
	CHECK_STR(hook_rows[68].why, "another shape");
	CHECK_EQ(hook_rows[69].used, 0);
}

TEST(anUnknownStateAndAFullSectionAreRefused)
{
	CHECK(ledger_open() >= 0);
	CHECK_EQ(hook_row_put(0, "x", "happy", ""), -EINVAL);
	CHECK_EQ(hook_row_put(ledger->section[SECTION_HOOK].capacity, "x", "installed", ""), -ENOSPC);
}
