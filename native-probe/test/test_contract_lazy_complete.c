/* epoll-lazy: a poll that also looks at the private epoll fd, and finds no edge there, is the whole wait. */
#include "support_lazy.h"

#include "support_sockets.h"

static char block[4096];

TEST(aLookThatFindsWhatIsReadyIsTheWholeWait)
{
	struct scene c = lazy_scene(EPOLLIN);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	uint64_t before = lazy_calls(c);
	for (int i = 0; i < 101; i++)
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(lazy_calls(c) - before, 101);
	CHECK_EQ(app_read_stream(c.fd, block, 10), 10);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(lazy_calls(c) - before, 102);
}

TEST(whatHasBecomeReadyMeanwhileComesInTheSameWait)
{
	struct scene c = lazy_scene(EPOLLIN), other = { .epfd = c.epfd };
	lazy_connection(&other);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, other.fd, EPOLLIN), 0);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	request(other);
	uint64_t before = lazy_calls(c);
	CHECK_EQ(app_ready(c.epfd), 2);
	CHECK_EQ(lazy_calls(c) - before, 2);
	CHECK_EQ(app_ready(c.epfd), 2);
	CHECK_EQ(lazy_calls(c) - before, 3);
}

TEST(aConnectionThatWaitsToBeAcceptedComesInTheSameWait)
{
	struct scene c = lazy_scene(EPOLLIN);
	int listener = tcp_listener(0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, listener, EPOLLIN), 0);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	tcp_connect(listener);
	CHECK_EQ(app_ready(c.epfd), 2);
}

TEST(anEdgeThatNobodyWantsIsFetchedOnce)
{
	struct scene c = lazy_scene(EPOLLIN), other = { .epfd = c.epfd };
	lazy_connection(&other);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, other.fd, EPOLLIN), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, other.fd, 0), 0);
	request(c);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	request(other);
	uint64_t before = lazy_calls(c);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(lazy_calls(c) - before, 4);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, other.fd, EPOLLIN), 0);
	CHECK_EQ(app_ready(c.epfd), 2);
}
