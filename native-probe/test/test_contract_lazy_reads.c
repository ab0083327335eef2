/* epoll-lazy, rearm: what reads prove, and what they do not. */
#include "support_lazy.h"

#include <fcntl.h>
#include <sys/socket.h>

#include "idle.h"
#include "support_sockets.h"

static char block[4096];

TEST(aReadThatFindsTheEndOfTheQueueSavesTheLook)
{
	struct scene c = lazy_scene(EPOLLIN);
	uint64_t before = lazy_calls(c);
	for (int i = 0; i < 101; i++) {
		request(c);
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
		serve(c);
	}
	CHECK_EQ(lazy_calls(c) - before, 101);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_read_stream(c.fd, block, 10), 10); /* as much as there was room for */
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(lazy_calls(c) - before, 103);
	lazy_left_out = LAZY_ALL & ~LAZY_REARM;
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	serve(c);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(lazy_calls(c) - before, 105);
}

TEST(aPartialReadLeavesItReady)
{
	struct scene c = lazy_scene(EPOLLIN);
	request(c);
	for (int i = 0; i < 10; i++) {
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
		CHECK_EQ(app_read_stream(c.fd, block, 1), 1);
	}
	CHECK_EQ(app_read_stream(c.fd, block, 1), -1);
	CHECK_EQ(app_ready(c.epfd), 0);
}

TEST(aReadThatStopsAtTheEndOfTheStreamIsNoProof)
{
	struct scene c = lazy_scene(EPOLLIN);
	request(c);
	CHECK(shutdown(c.peer, SHUT_WR) == 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	serve(c);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_read_stream(c.fd, block, sizeof block), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}

TEST(aReadThatStopsAtTheUrgentMarkIsNoProof)
{
	struct scene c = lazy_scene(EPOLLIN);
	CHECK_EQ(write(c.peer, "before", 6), 6);
	CHECK_EQ(send(c.peer, "!", 1, MSG_OOB), 1);
	CHECK_EQ(write(c.peer, "after", 5), 5);
	AWAIT(recv(c.fd, block, sizeof block, MSG_PEEK | MSG_DONTWAIT) == 6);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_read_stream(c.fd, block, sizeof block), 6);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_read_stream(c.fd, block, sizeof block), 5);
	CHECK_EQ(app_ready(c.epfd), 0);
}

/* What the other thread fetches between the read and its proof must not be buried by it. */
TEST(anEdgeFetchedBetweenAReadAndItsProofIsKept)
{
	struct scene c = lazy_scene(EPOLLIN);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	uint64_t seen = idle_sample(c.fd);
	CHECK_EQ(read(c.fd, block, sizeof block), 10);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	idle_read(fd_row_of(c.fd), c.fd, seen, 10, false, sizeof block);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}

TEST(readsOfUnixStreamsProveByEagainAloneAndThoseOfDatagramsNothing)
{
	struct scene c = lazy_scene(EPOLLIN);
	int s[2];
	make_pair(s);
	app_born(s[0], PROTO_UNIX);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, s[0], EPOLLIN), 0);
	write_byte(s[1]);
	CHECK_EQ(app_one(c.epfd, s[0]), EPOLLIN);
	CHECK_EQ(app_read_stream(s[0], block, sizeof block), 1);
	CHECK(!idle_proved(s[0]));
	CHECK_EQ(app_read_stream(s[0], block, sizeof block), -1);
	CHECK(idle_proved(s[0]));
	app_close(s[0]);
	int udp = udp_socket();
	app_born(udp, PROTO_UDP);
	CHECK(fcntl(udp, F_SETFL, O_NONBLOCK) == 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, udp, EPOLLIN), 0);
	CHECK_EQ(app_read_stream(udp, block, sizeof block), -1);
	CHECK(!idle_proved(udp));
}

TEST(aOneShotThatIsArmedAgainAfterItsReadCostsNoCall)
{
	struct scene c = lazy_scene(EPOLLIN | EPOLLONESHOT);
	uint64_t before = lazy_calls(c);
	for (int i = 0; i < 101; i++) {
		struct waiter w;
		waiter_start(&w, c.epfd, -1);
		request(c);
		CHECK_EQ(waiter_join(&w), 1);
		serve(c);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, c.fd, EPOLLIN | EPOLLONESHOT), 0);
	}
	CHECK_EQ(lazy_calls(c) - before, 101);
}

TEST(outputThatIsWantedOnceIsTakenOutWhenItOnlyWakes)
{
	struct scene c = lazy_scene(EPOLLIN);
	int s[2];
	make_pair(s);
	app_born(s[0], PROTO_UNIX);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, s[0], EPOLLIN | EPOLLOUT), 0);
	CHECK_EQ(app_one(c.epfd, s[0]), EPOLLOUT);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, s[0], EPOLLIN), 0);
	uint64_t hints = counted(c.epfd, SET_hints);
	for (int i = 0; i < 13; i++) { /* a Unix stream tells of room at each byte that is read */
		write_byte(s[0]);
		read_byte(s[1]);
		CHECK_EQ(app_ready(c.epfd), 0);
	}
	CHECK_EQ(counted(c.epfd, SET_hints) - hints, 2);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, s[0], EPOLLIN | EPOLLOUT), 0);
	CHECK_EQ(app_one(c.epfd, s[0]), EPOLLOUT);
}
