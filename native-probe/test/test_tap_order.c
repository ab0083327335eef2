/* What the side tap says is true in every order that an edge, a report and a read can come in. */
#include "support_tap.h"

#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "clock.h"
#include "hook_wait.h"

TEST(aReadWithoutAReportTakesTheStampAway)
{
	struct connection c = watched();
	arrive(&c, 0);
	CHECK(stamped(&c));
	app_read(&c);
	CHECK_EQ(c.row->tap, TAP_IDLE);
	app_report(&c);
	CHECK_EQ(delays(&c), 0);
}

TEST(anEdgeThatIsMetAfterTheReadLeavesNoStamp)
{
	struct connection c = watched();
	write_byte(c.peer);
	AWAIT(tap_readable(c.fd));
	app_read(&c);
	edge(&c, 0);
	CHECK_EQ(c.row->tap, TAP_IDLE);
}

TEST(aReportBeforeTheLookCountsAsZeroOnce)
{
	struct connection c = watched();
	uint64_t since = clock_ns();
	write_byte(c.peer);
	AWAIT(tap_readable(c.fd));
	app_report(&c);
	edge(&c, since);
	app_read(&c);
	edge(&c, since);
	CHECK_EQ(delays(&c), 1);
	CHECK_EQ(c.row->c[FD_report_delay_ns], 0);
	CHECK_EQ(in_histogram(HIST_REPORT_DELAY_ROLE, 0), 1);
	CHECK_EQ(in_histogram(HIST_REPORT_DELAY_ROLE, 1), 0);
}

TEST(aReportOlderThanTheLastLookIsNotThisEdges)
{
	struct connection c = watched();
	app_report(&c);
	arrive(&c, clock_ns() + 1);
	CHECK_EQ(delays(&c), 0);
	CHECK(stamped(&c));
}

TEST(theFirstOfSeveralEdgesCounts)
{
	struct connection c = watched();
	arrive(&c, 0);
	uint64_t first = c.row->tap;
	arrive(&c, 0);
	CHECK_EQ(c.row->tap, first);
	app_report(&c);
	CHECK_EQ(delays(&c), 1);
}

TEST(aReportOfWhatIsReportedAlreadyTakesNoStamp)
{
	struct connection c = watched();
	app_report(&c);
	arrive(&c, clock_ns() + 1);
	app_report(&c);
	CHECK_EQ(delays(&c), 0);
	app_read(&c);
	CHECK_EQ(c.row->tap, TAP_IDLE);
}

TEST(whatWasThereBeforeUsIsNotStamped)
{
	struct connection c = watched();
	tap_members_close();
	close(members);
	members = epoll_create1(EPOLL_CLOEXEC);
	write_byte(c.peer);
	AWAIT(tap_readable(c.fd));
	CHECK_EQ(tap_members_open(members, TAP_WHOLE), 2);
	CHECK_EQ(c.row->tap, TAP_NEW);
	app_report(&c);
	edge(&c, 0);
	CHECK_EQ(c.row->tap, TAP_IDLE);
	CHECK_EQ(delays(&c), 0);
}

TEST(theWaitForInterestIsNotTheLoops)
{
	struct connection c = watched();
	count_interest(EPOLL_CTL_DEL, c.fd, 0);
	arrive(&c, 0);
	usleep(53000);
	uint64_t wanted = clock_ns();
	count_interest(EPOLL_CTL_ADD, c.fd, EPOLLIN);
	CHECK(c.row->tap >= wanted);
	uint64_t stamp = c.row->tap;
	count_interest(EPOLL_CTL_MOD, c.fd, EPOLLIN | EPOLLOUT);
	CHECK_EQ(c.row->tap, stamp);
	app_report(&c);
	CHECK_EQ(delays(&c), 1);
}

TEST(pollOfABlockingCallReportsAsWell)
{
	struct connection c = watched();
	arrive(&c, 0);
	count_poll(c.fd, POLLIN, clock_ns());
	CHECK_EQ(delays(&c), 1);
}
