/* epoll-lazy, removal: interest that is dropped and comes back costs no call, and nobody can tell. */
#include "support_lazy.h"

#include <sys/socket.h>

#include "lazy.h"

static char block[4096];

TEST(interestThatIsDroppedAndRestoredCostsNoCall)
{
	struct scene c = lazy_scene(EPOLLIN);
	uint64_t before = lazy_calls(c), saved = counted(c.epfd, SET_saved_calls);
	for (int i = 0; i < 101; i++) {
		request(c);
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
		CHECK_EQ(set_rows[set_row_of(c.epfd)].members, 0);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), -ENOENT);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, c.fd, EPOLLIN), -ENOENT);
		serve(c);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), -EEXIST);
		CHECK_EQ(set_rows[set_row_of(c.epfd)].members, 1);
	}
	CHECK_EQ(lazy_calls(c) - before, 101);
	CHECK_EQ(counted(c.epfd, SET_saved_calls) - saved, 202);
}

TEST(whatComesWhileItIsDroppedIsReportedWhenItIsRestored)
{
	struct scene c = lazy_scene(EPOLLIN);
	for (int i = 0; i < 7; i++) {
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
		for (int pipelined = i; pipelined > 0; pipelined--) {
			request(c);
			CHECK_EQ(app_ready(c.epfd), 0);
		}
		CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
		for (int pipelined = i; pipelined > 0; pipelined--) {
			CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
			CHECK_EQ(app_read_stream(c.fd, block, 10), 10);
		}
		CHECK_EQ(app_ready(c.epfd), 0);
	}
}

TEST(aPeerThatGoesOnSendingWakesASetThatDoesNotWantItTwice)
{
	struct scene c = lazy_scene(EPOLLIN);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	uint64_t hints = counted(c.epfd, SET_hints);
	for (int i = 0; i < 101; i++) {
		request(c);
		CHECK_EQ(app_ready(c.epfd), 0);
	}
	CHECK_EQ(counted(c.epfd, SET_hints) - hints, 2);
	CHECK_EQ(set_known(c.epfd)->in.live, 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}

TEST(aHangUpWhileItIsDroppedNeitherEndsAWaitNorIsForgotten)
{
	struct scene c = lazy_scene(EPOLLIN);
	int p[2];
	struct waiter w;
	make_pipe(p);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	waiter_start(&w, c.epfd, -1);
	struct linger now = { 1, 0 };
	CHECK(setsockopt(c.peer, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
	app_close(c.peer); /* RST */
	write_byte(p[1]);
	CHECK_EQ(waiter_join(&w), 1);
	CHECK_EQ(w.events[0].data.u64, (uint64_t)p[0]);
	read_byte(p[0]);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN | EPOLLERR | EPOLLHUP);
}

TEST(withoutRemovalEachDelAndAddIsACall)
{
	struct scene c = lazy_scene(EPOLLIN);
	lazy_left_out = LAZY_ALL & ~LAZY_REMOVAL;
	uint64_t before = lazy_calls(c);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	CHECK_EQ(lazy_calls(c) - before, 1);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(lazy_calls(c) - before, 3); /* fstat */
}
