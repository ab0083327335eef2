/* Descriptors that go away: closed, replaced, seen or unseen, while a wait sleeps or before it. */
#include "contract.h"

#include <fcntl.h>
#include <poll.h>

#include "support_holder.h"

/* poll and select hold the file while they sleep. */
CONTRACT(thePeerSeesACloseWhileAWaitSleeps)
{
	int epfd = app_epoll(), s[2], q[2];
	struct waiter w;
	add_pair(epfd, s);
	add_pipe(epfd, q);
	waiter_start(&w, epfd, -1);
	app_close(s[0]);
	struct pollfd peer = { .fd = s[1], .events = POLLIN };
	CHECK_EQ(poll(&peer, 1, 30000), 1);
	CHECK(peer.revents & POLLHUP);
	write_byte(q[1]);
	waiter_woken_by(&w, q[0]);
}

CONTRACT(thePeerSeesACloseAfterDelWhileAWaitSleeps)
{
	int epfd = app_epoll(), s[2];
	struct waiter w;
	add_pair(epfd, s);
	waiter_start(&w, epfd, 60000);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, s[0], 0), 0);
	app_close(s[0]);
	struct pollfd peer = { .fd = s[1], .events = POLLIN };
	CHECK_EQ(poll(&peer, 1, 30000), 1);
	int q[2];
	make_pipe(q);
	write_byte(q[1]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	CHECK_EQ(waiter_join(&w), 1);
}

CONTRACT(aClosedNumberThatIsReusedIsANewMember)
{
	int epfd = app_epoll();
	for (int i = 0; i < 101; i++) {
		int p[2];
		make_pipe(p);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN), -ENOENT);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
		CHECK_EQ(app_ready(epfd), 0);
		write_byte(p[1]);
		if (i % 2)
			CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
		app_close(p[0]);
		app_close(p[1]);
		CHECK_EQ(app_ready(epfd), 0);
	}
}

/* dup2 over a member, as preClose does: the old file leaves, the number can be added again. */
CONTRACT(aReplacedNumberLeavesTheSet)
{
	int epfd = app_epoll(), p[2], s[2];
	make_pipe(p);
	make_pair(s);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	write_byte(p[1]);
	sets_forget(p[0]);
	CHECK(dup2(s[0], p[0]) == p[0]);
	fd_replaced(p[0], true);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN), -ENOENT);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLOUT), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLOUT);
}

/* Foreign code closes without a hook. The kernel forgets the entry; so must we, at once or at the next look. */
CONTRACT(anUnseenCloseLeavesTheSet)
{
	int epfd = app_epoll(), p[2], q[2];
	make_pipe(p);
	make_pipe(q);
	write_byte(p[1]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	close(p[0]);
	struct epoll_event event;
	CHECK_EQ(app_wait(epfd, &event, 1, 11), 0);
	write_byte(q[1]);
	CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
	int again = fcntl(q[0], F_DUPFD, p[0]);
	CHECK_EQ(again, p[0]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, again, EPOLLIN), -ENOENT);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, again, EPOLLIN), 0);
	CHECK_EQ(app_ready(epfd), 2);
}

/* A child that keeps the description open must not keep the entry alive. */
CONTRACT(aForkedCopyDoesNotKeepAClosedMember)
{
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ready(epfd), 0);
	struct holder holder = hold_files();
	bool kernel = engines[engine]->kernel;
	if (kernel) /* there it does: epoll_ctl(2) says to DEL before close */
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, p[0], 0), 0);
	app_close(p[0]);
	write_byte(p[1]);
	struct epoll_event event;
	CHECK_EQ(app_wait(epfd, &event, 1, 7), 0);
	let_go(holder);
}
