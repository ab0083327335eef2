/* epoll-lazy, removal: a dropped member that closes, is replaced, or moves to another set or engine is gone. */
#include "support_holder.h"
#include "support_lazy.h"

/* The file lives on in a dup, and in a child, and nothing of it may come back. */
TEST(aDroppedMemberThatIsClosedIsGoneThoughItsFileLivesOn)
{
	struct scene c = lazy_scene(EPOLLIN);
	int copy = dup(c.fd);
	struct holder holder = hold_files();
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	app_close(c.fd);
	request(c);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(counted(c.epfd, SET_hints), 0);
	struct scene next = { .epfd = c.epfd };
	lazy_connection_at(&next, c.fd);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, next.fd, EPOLLIN), 0);
	request(c);
	CHECK_EQ(app_ready(c.epfd), 0);
	request(next);
	CHECK_EQ(app_one(c.epfd, next.fd), EPOLLIN);
	close(copy);
	let_go(holder);
}

TEST(aDroppedMemberWhoseNumberIsReplacedIsGone)
{
	struct scene c = lazy_scene(EPOLLIN), other = { .epfd = c.epfd };
	lazy_connection(&other);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	sets_forget(c.fd);
	CHECK(dup2(other.fd, c.fd) == c.fd);
	fd_replaced(c.fd, true);
	request(other);
	request(c);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}

/* Foreign code has closed the number, and something else has it now: known by fstat, for no hook has seen the birth. */
TEST(aDroppedMemberThatWasClosedUnseenIsAnotherFile)
{
	struct scene c = lazy_scene(EPOLLIN);
	int p[2], q[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, p[0], 0), 0);
	close(p[0]);
	make_pipe(q);
	CHECK_EQ(q[0], p[0]);
	write_byte(q[1]);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, q[0]), EPOLLIN);
}

TEST(aMemberThatMovesToAnotherSetIsReportedThereAlone)
{
	struct scene c = lazy_scene(EPOLLIN), there = { .epfd = app_epoll(), .fd = c.fd, .peer = c.peer };
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	CHECK_EQ(app_ctl(there.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	for (int i = 0; i < 7; i++) {
		request(c);
		CHECK_EQ(app_ready(c.epfd), 0);
		CHECK_EQ(app_one(there.epfd, c.fd), EPOLLIN);
		serve(there);
		CHECK_EQ(app_ready(there.epfd), 0);
	}
	CHECK_EQ(set_known(c.epfd)->in.live, 0); /* it was really removed */
	app_close(c.fd);
	CHECK_EQ(app_ready(there.epfd), 0);
}

TEST(theKernelsListHasNothingOfADroppedMemberAfterASwitch)
{
	struct scene c = lazy_scene(EPOLLIN);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	request(c);
	CHECK_EQ(set_use(c.epfd, ENGINE_epoll), 0);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_MOD, c.fd, EPOLLIN), -ENOENT);
	CHECK_EQ(set_use(c.epfd, ENGINE_epoll_lazy), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_DEL, c.fd, 0), 0);
	CHECK_EQ(set_use(c.epfd, ENGINE_poll), 0);
	CHECK_EQ(app_ready(c.epfd), 0);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	CHECK_EQ(app_one(c.epfd, c.fd), EPOLLIN);
}
