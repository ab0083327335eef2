/* The side tap with its thread: what it says is true, and nobody notices it. */
#include "support_tap.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"
#include "hook_wait.h"

#define MS 1000000ull

/* 7 times the data is there 53 ms before anybody asks. 2^25 ns are 33 ms: the bucket of 53 ms starts there. */
CONTRACT(aBlockedLoopShowsHowLongItWasBlocked)
{
	CHECK_EQ(tap_use(TAP_WHOLE), 0);
	struct connection c = connection();
	int epfd = app_epoll();
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	for (int i = 0; i < 7; i++) {
		write_byte(c.peer);
		AWAIT(stamped(&c));
		usleep(53000);
		struct epoll_event event;
		CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
		count_events(epfd, &event, 1);
		app_read(&c);
	}
	CHECK_EQ(delays(&c), 7);
	CHECK(c.row->c[FD_report_delay_ns] >= 7 * 53 * MS);
	CHECK(c.row->c[FD_report_delay_max_ns] >= 53 * MS);
	CHECK_EQ(in_histogram(HIST_REPORT_DELAY_ROLE, 0), 7);
	CHECK_EQ(in_histogram(HIST_REPORT_DELAY_ROLE, 26), 7);
	struct hist_row *by_set = &hist_rows[hist_index(HIST_REPORT_DELAY_SET, (uint32_t)set_row_of(epfd))];
	CHECK(by_set->sum_ns >= 7 * 53 * MS);
	CHECK_EQ(tap_use(0), 0);
}

CONTRACT(partsAddUpToTheWholeWithinTwoPercent)
{
	uint64_t most = 0, least = 0; /* the thread takes its stamp somewhere between the write and our seeing it */
	CHECK_EQ(tap_use(TAP_WHOLE), 0);
	struct connection c = connection();
	int epfd = app_epoll();
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	for (int i = 0; i < 3; i++) {
		struct epoll_event event;
		write_byte(c.peer);
		uint64_t written = clock_ns();
		AWAIT(stamped(&c));
		uint64_t seen = clock_ns();
		usleep(53000);
		CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
		count_events(epfd, &event, 1);
		usleep(31000);
		app_read(&c);
		most += c.row->last_io_ns - written;
		least += c.row->last_io_ns - seen;
	}
	uint64_t parts = c.row->c[FD_report_delay_ns] + c.row->c[FD_ready_to_read_ns] + c.row->c[FD_read_ns];
	CHECK(parts >= least / 100 * 98);
	CHECK(parts <= most / 100 * 102);
	CHECK_EQ(tap_use(0), 0);
}

/* Its own edge-triggered sets lose no edge to ours, and get none twice. */
TEST(theApplicationsEdgesAreItsOwn)
{
	pollux_begin(ENGINE_epoll);
	CHECK_EQ(tap_use(TAP_WHOLE), 0);
	struct connection c = connection();
	int epfd = epoll_create1(0);
	struct epoll_event event = { .events = EPOLLIN | EPOLLET }, got[3];
	CHECK_EQ(epoll_ctl(epfd, EPOLL_CTL_ADD, c.fd, &event), 0);
	for (int i = 0; i < 11; i++) {
		write_byte(c.peer);
		AWAIT(stamped(&c));
		CHECK_EQ(epoll_wait(epfd, got, 3, -1), 1);
		CHECK_EQ(epoll_wait(epfd, got, 3, 0), 0);
		app_read(&c);
	}
	CHECK_EQ(tap_use(0), 0);
}

TEST(stoppingLeavesNothingBehind)
{
	pollux_begin(ENGINE_epoll);
	struct connection before = connection();
	int held = sets_own_fds();
	for (int i = 0; i < 5; i++) {
		CHECK_EQ(tap_use(TAP_WHOLE), 2); /* the listener, and what was there before */
		CHECK_EQ(tap_threads(), 1);
		CHECK_EQ(sets_own_fds(), held + 2);
		struct connection c = connection();
		CHECK(c.row->tap != TAP_OFF && before.row->tap != TAP_OFF);
		CHECK_EQ(tap_use(0), 0);
		CHECK_EQ(tap_threads(), 0);
		CHECK_EQ(sets_own_fds(), held);
		CHECK(c.row->tap == TAP_OFF && before.row->tap == TAP_OFF);
		app_close(c.fd);
		close(c.peer);
	}
}

TEST(withoutDescriptorsItStandsDownAndHoldsNone)
{
	pollux_begin(ENGINE_epoll);
	struct connection c = connection();
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	for (int spare = 0; spare < 2; spare++) {
		int next = dup(c.fd), held = sets_own_fds();
		close(next);
		setrlimit(RLIMIT_NOFILE, &(struct rlimit){ (rlim_t)(next + spare), limit.rlim_max });
		CHECK_EQ(tap_use(TAP_WHOLE), -EMFILE);
		CHECK_EQ(tap_threads(), 0);
		CHECK_EQ(sets_own_fds(), held);
		CHECK_EQ(c.row->tap, TAP_OFF);
	}
	setrlimit(RLIMIT_NOFILE, &limit);
	CHECK_EQ(tap_use(TAP_WHOLE), 2);
	CHECK_EQ(tap_use(0), 0);
}
