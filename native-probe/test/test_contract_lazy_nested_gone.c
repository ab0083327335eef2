/* epoll-lazy, nested: what is gone, a peer, a member, or an event that a stranger has fetched from the application's epoll fd. */
#include "support_nest.h"

#include <sys/socket.h>

#include "support_holder.h"

TEST(aNestedMemberThatHangsUpWhileItHasFiredIsFoundWhenItIsArmed)
{
	struct nest n = nest();
	struct linger now = { 1, 0 };
	request_now(n.c);
	found(n);
	serve(n.c);
	CHECK(setsockopt(n.c.peer, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
	app_close(n.c.peer);
	CHECK_EQ(app_ready(n.c.epfd), 0);
	arm(n);
	CHECK_EQ(app_one(n.outer, n.c.epfd), EPOLLIN);
	CHECK_EQ(app_one(n.c.epfd, n.c.fd), EPOLLIN | EPOLLERR | EPOLLHUP);
}

/* Files that live on in a dup and in a child, and a number that is used again. */
TEST(aNestedMemberThatIsClosedIsGoneThoughItsFileLivesOn)
{
	struct nest n = nest();
	int copy = dup(n.c.fd), number = n.c.fd;
	struct holder holder = hold_files();
	app_close(n.c.fd);
	request(n.c);
	CHECK(!readable(n.c.epfd));
	CHECK_EQ(app_ready(n.outer), 0);
	struct nest next = n;
	lazy_connection_at(&next.c, number);
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_MOD, number, ARMED), -ENOENT);
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_ADD, number, ARMED), 0);
	request(n.c);
	CHECK_EQ(app_ready(n.outer), 0);
	request(next.c);
	found(next);
	close(copy);
	let_go(holder);
}

/* By a call that was on its way at the attach, or a child that has the epoll fd. */
TEST(whatAStrangerHasFetchedIsFoundWhenTheNestedMemberIsArmed)
{
	struct nest n = nest();
	struct epoll_event event;
	request_now(n.c);
	found(n);
	serve(n.c);
	arm(n);
	request_now(n.c);
	CHECK_EQ(epoll_wait(n.c.epfd, &event, 1, -1), 1);
	CHECK_EQ((int)event.data.u64, n.c.fd);
	CHECK_EQ(event.events, EPOLLIN);
	CHECK(!readable(n.c.epfd));
	arm(n);
	CHECK_EQ(app_one(n.c.epfd, n.c.fd), EPOLLIN);
}
