/* What waiting cost, counted exactly, for a known sequence: 7 waits that find one pipe readable, 5 that find nothing, with time-out 0. */
#include "contract.h"

enum { READY = 7, NOTHING = 5 };

static void sequence(int epfd)
{
	int p[2];
	add_pipe(epfd, p);
	write_byte(p[1]);
	for (int i = 0; i < READY; i++)
		CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	read_byte(p[0]);
	for (int i = 0; i < NOTHING; i++)
		CHECK_EQ(app_ready(epfd), 0);
}

static int known_sequence(void)
{
	int epfd = app_epoll();
	sequence(epfd);
	return epfd;
}

CONTRACT(outcomesAndReadyDescriptorsAreExact)
{
	int epfd = known_sequence();
	CHECK_EQ(counted(epfd, SET_ctls), 1);
	CHECK_EQ(counted(epfd, SET_waits_ready), READY);
	CHECK_EQ(counted(epfd, SET_waits_timeout), NOTHING);
	CHECK_EQ(counted(epfd, SET_ready_fds), READY);
	CHECK_EQ(counted(epfd, SET_waits_early) + counted(epfd, SET_waits_interrupted) + counted(epfd, SET_waits_failed), 0);
	CHECK(counted(epfd, SET_wait_ns) > 0 && counted(epfd, SET_work_ns) > 0);
	CHECK_EQ(set_rows[set_row_of(epfd)].engine, engine);
	CHECK_EQ(set_rows[set_row_of(epfd)].tid, gettid());
	CHECK_EQ(set_rows[set_row_of(epfd)].members, engines[engine]->kernel ? 0 : 1);
}

/* One epoll_ctl(ADD), 12 epoll_waits; an event is 12 bytes (16 where it is not packed). */
TEST(epollCopiesItsEvents)
{
	pollux_begin(ENGINE_epoll);
	int epfd = known_sequence();
	CHECK_EQ(counted(epfd, SET_syscalls), 1 + READY + NOTHING);
	CHECK_EQ(counted(epfd, SET_copied_in_bytes), sizeof(struct epoll_event));
	CHECK_EQ(counted(epfd, SET_copied_out_bytes), READY * sizeof(struct epoll_event));
	CHECK_EQ(counted(epfd, SET_scanned_fds), READY);
}

/* 12 ppolls over the pipe and the wake-up; a time-out is copied when there is one. One fstat at ADD. */
TEST(pollCopiesItsArray)
{
	pollux_begin(ENGINE_poll);
	int epfd = known_sequence();
	CHECK_EQ(counted(epfd, SET_syscalls), 1 + READY + NOTHING);
	CHECK_EQ(counted(epfd, SET_copied_in_bytes), 8 * 2 * (READY + NOTHING) + 16 * NOTHING);
	CHECK_EQ(counted(epfd, SET_copied_out_bytes), 2 * 2 * (READY + NOTHING));
	CHECK_EQ(counted(epfd, SET_scanned_fds), 2 * (READY + NOTHING));
}

/* All descriptors are below 64, and only the read set is passed: one word in, one out; a verifying poll when something was found. */
TEST(selectCopiesItsWords)
{
	pollux_begin(ENGINE_select);
	int epfd = known_sequence();
	CHECK_EQ(counted(epfd, SET_syscalls), 1 + READY + NOTHING + READY);
	CHECK_EQ(counted(epfd, SET_copied_in_bytes), 8 * (READY + NOTHING) + 16 * NOTHING + 8 * READY);
	CHECK_EQ(counted(epfd, SET_copied_out_bytes), 8 * (READY + NOTHING) + 2 * READY);
	CHECK_EQ(counted(epfd, SET_scanned_fds), 2 * (READY + NOTHING) + READY);
}

/* A member that does not want to read stands in the side epoll, which is looked at as long as it has members. */
TEST(selectLooksAtItsSideEpollWhileItHasMembers)
{
	static const struct { int op; uint32_t events; uint64_t scanned; } steps[] = {
		{ EPOLL_CTL_ADD, EPOLLIN, 2 }, { EPOLL_CTL_MOD, EPOLLPRI, 3 }, { EPOLL_CTL_MOD, 0, 2 }, { EPOLL_CTL_MOD, EPOLLIN, 2 },
		{ EPOLL_CTL_MOD, EPOLLPRI, 3 }, { EPOLL_CTL_DEL, 0, 1 },
	};
	pollux_begin(ENGINE_select);
	int epfd = app_epoll(), s[2];
	make_pair(s);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		CHECK_EQ(app_ctl(epfd, steps[i].op, s[0], steps[i].events), 0);
		uint64_t before = counted(epfd, SET_scanned_fds);
		CHECK_EQ(app_ready(epfd), 0);
		CHECK_EQ(counted(epfd, SET_scanned_fds) - before, steps[i].scanned);
	}
}

/* The first report is the edge itself; the other 6 and the first empty wait poll the one entry in the ring; each wait also asks epoll. */
TEST(edgeTriggeredEpollVerifiesByPoll)
{
	pollux_begin(ENGINE_epoll_et);
	int epfd = app_epoll();
	uint64_t opened = counted(epfd, SET_syscalls), opened_bytes = counted(epfd, SET_copied_in_bytes);
	sequence(epfd);
	CHECK_EQ(counted(epfd, SET_hints), 1);
	CHECK_EQ(counted(epfd, SET_syscalls) - opened, 2 + READY + NOTHING + READY);
	CHECK_EQ(counted(epfd, SET_copied_in_bytes) - opened_bytes, sizeof(struct epoll_event) + 8 * READY);
	CHECK_EQ(counted(epfd, SET_copied_out_bytes), sizeof(struct epoll_event) + 2 * READY);
}

/* Counts stay with the engine that served them. */
TEST(aSwitchFoldsCountsIntoTheEngineThatServed)
{
	pollux_begin(ENGINE_poll);
	int epfd = known_sequence();
	CHECK_EQ(set_use(epfd, ENGINE_select), 0);
	CHECK_EQ(engine_rows[ENGINE_poll].c[SET_waits_ready], READY);
	CHECK_EQ(engine_rows[ENGINE_poll].c[SET_waits_timeout], NOTHING);
	CHECK_EQ(counted(epfd, SET_waits_ready), 0);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(counted(epfd, SET_waits_timeout), 1);
	app_close(epfd);
	CHECK_EQ(engine_rows[ENGINE_select].c[SET_waits_timeout], 1);
}
