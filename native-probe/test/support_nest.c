#include "support_nest.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

bool readable(int fd)
{
	struct pollfd one = { .fd = fd, .events = POLLIN };
	return poll(&one, 1, 0) == 1;
}

static int unread(int fd)
{
	int n = 0;
	CHECK(ioctl(fd, FIONREAD, &n) == 0);
	return n;
}

void request_now(struct scene c)
{
	int before = unread(c.fd);
	request(c);
	AWAIT(unread(c.fd) == before + 10);
}

struct nest nest(void)
{
	pollux_begin(ENGINE_epoll_lazy);
	struct nest n = { .outer = app_epoll(), .c.epfd = app_epoll() };
	lazy_connection(&n.c);
	CHECK(setsockopt(n.c.peer, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int)) == 0); /* requests come one after the other */
	CHECK_EQ(app_ctl(n.outer, EPOLL_CTL_ADD, n.c.epfd, ARMED), 0);
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_ADD, n.c.fd, ARMED), 0);
	CHECK_EQ(app_ready(n.outer), 0);
	CHECK_EQ(set_known(n.c.epfd)->engine, ENGINE_epoll_lazy);
	return n;
}

void arm(struct nest n)
{
	CHECK_EQ(app_ctl(n.c.epfd, EPOLL_CTL_MOD, n.c.fd, ARMED), 0);
}

void found(struct nest n)
{
	CHECK_EQ(app_one(n.outer, n.c.epfd), EPOLLIN);
	CHECK_EQ(app_one(n.c.epfd, n.c.fd), EPOLLIN);
	CHECK_EQ(app_ready(n.c.epfd), 0);
	CHECK_EQ(app_ctl(n.outer, EPOLL_CTL_MOD, n.c.epfd, ARMED), 0);
	CHECK(!readable(n.c.epfd));
}
