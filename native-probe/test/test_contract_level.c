/* Level-triggered, one-shot, time-outs and fairness. */
#include "contract.h"

#include "clock.h"

CONTRACT(aReadableFdIsReportedUntilItIsRead)
{
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	CHECK_EQ(app_ready(epfd), 0);
	write_byte(p[1]);
	write_byte(p[1]);
	for (int i = 0; i < 7; i++)
		CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	read_byte(p[0]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	read_byte(p[0]);
	CHECK_EQ(app_ready(epfd), 0);
}

/* Under an edge-triggered engine each byte is a hint for what the same wait has reported already. */
CONTRACT(aReadableFdThatGetsMoreIsReportedStill)
{
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	for (int i = 0; i < 7; i++) {
		write_byte(p[1]);
		CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
		CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	}
}

CONTRACT(whatWasReadyBeforeAddIsReported)
{
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	write_byte(p[1]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
}

CONTRACT(interestDecidesWhatIsReported)
{
	int epfd = app_epoll(), s[2];
	make_pair(s);
	write_byte(s[1]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, s[0], EPOLLIN | EPOLLOUT), 0);
	CHECK_EQ(app_one(epfd, s[0]), EPOLLIN | EPOLLOUT);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, s[0], EPOLLOUT), 0);
	CHECK_EQ(app_one(epfd, s[0]), EPOLLOUT);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, s[0], EPOLLIN), 0);
	CHECK_EQ(app_one(epfd, s[0]), EPOLLIN);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, s[0], 0), 0);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, s[0], 0), 0);
	CHECK_EQ(app_ready(epfd), 0);
}

CONTRACT(noInterestStillReportsHangUp)
{
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], 0), 0);
	CHECK_EQ(app_ready(epfd), 0);
	app_close(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLHUP);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLHUP);
}

CONTRACT(outputInterestAloneReportsHangUpAndNoInput)
{
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLOUT), 0);
	write_byte(p[1]);
	CHECK_EQ(app_ready(epfd), 0);
	app_close(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLHUP);
}

CONTRACT(aOneShotEntryFiresOnceUntilItIsArmedAgain)
{
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLONESHOT), 0);
	write_byte(p[1]);
	for (int i = 0; i < 5; i++) {
		CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
		CHECK_EQ(app_ready(epfd), 0);
		write_byte(p[1]);
		CHECK_EQ(app_ready(epfd), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLONESHOT), -EEXIST);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN | EPOLLONESHOT), 0);
	}
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
}

CONTRACT(aFiredOneShotReportsNotEvenHangUp)
{
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLONESHOT), 0);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	app_close(p[1]);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN | EPOLLONESHOT), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN | EPOLLHUP);
}

CONTRACT(theApplicationsDataComesBackWhole)
{
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = 0x7f56000000000000ull | (uint32_t)p[0] };
	CHECK_EQ(set_ctl(epfd, EPOLL_CTL_ADD, p[0], &event), 0);
	write_byte(p[1]);
	struct epoll_event got;
	CHECK_EQ(app_wait(epfd, &got, 1, -1), 1);
	CHECK(got.data.u64 == event.data.u64);
	event.data.u64 = 17;
	CHECK_EQ(set_ctl(epfd, EPOLL_CTL_MOD, p[0], &event), 0);
	CHECK_EQ(app_wait(epfd, &got, 1, -1), 1);
	CHECK_EQ(got.data.u64, 17);
}

CONTRACT(aTimeoutEndsTheWaitWithNothing)
{
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	struct epoll_event event;
	uint64_t start = clock_ns();
	CHECK_EQ(app_wait(epfd, &event, 1, 23), 0);
	CHECK(clock_ns() - start >= 22900000); /* the kernel's clock and the TSC agree to 1 in 1,000 */
	CHECK_EQ(app_wait(epfd, &event, 1, 0), 0);
}

CONTRACT(anEmptySetWaitsToo)
{
	int epfd = app_epoll();
	struct epoll_event event;
	CHECK_EQ(app_wait(epfd, &event, 1, 0), 0);
	CHECK_EQ(app_wait(epfd, &event, 1, 3), 0);
	CHECK_EQ(set_wait(epfd, &event, 0, 0), -EINVAL);
	CHECK_EQ(set_wait(epfd, &event, -1, 0), -EINVAL);
}

CONTRACT(signalsInterruptEveryWaitAndTheDeadlineHolds)
{
	int epfd = app_epoll(), p[2], interrupted = 0, n;
	add_pipe(epfd, p);
	barrage(1000);
	struct epoll_event event;
	while ((n = set_wait(epfd, &event, 1, 60000)) == -EINTR && interrupted < 97)
		interrupted++;
	CHECK_EQ(n, -EINTR);
	CHECK_EQ(interrupted, 97);
	barrage(0);
}

CONTRACT(noReadyFdStarvesBehindASmallMaximum)
{
	enum { FDS = 13 };
	int epfd = app_epoll(), p[FDS][2], seen[FDS] = { 0 };
	for (int i = 0; i < FDS; i++) {
		make_pipe(p[i]);
		write_byte(p[i][1]);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[i][0], EPOLLIN), 0);
	}
	for (int w = 0; w < 3 * FDS; w++) {
		struct epoll_event event;
		CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
		for (int i = 0; i < FDS; i++)
			seen[i] += (int)event.data.u64 == p[i][0];
	}
	for (int i = 0; i < FDS; i++)
		CHECK(seen[i] >= 2);
}

CONTRACT(aRareFdIsReportedBesideOneThatIsAlwaysReady)
{
	int epfd = app_epoll(), busy[2], rare[2];
	make_pipe(busy);
	make_pipe(rare);
	write_byte(busy[1]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, busy[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, rare[0], EPOLLIN), 0);
	for (int round = 0; round < 7; round++) {
		struct epoll_event event;
		for (int i = 0; i < 3; i++)
			CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
		write_byte(rare[1]);
		bool seen = false;
		for (int i = 0; i < 4 && !seen; i++) {
			CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
			seen = (int)event.data.u64 == rare[0];
		}
		CHECK(seen);
		read_byte(rare[0]);
	}
}
