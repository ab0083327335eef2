#include "support_lazy.h"

#include <fcntl.h>
#include <sys/eventfd.h>

#include "support_sockets.h"
#include "undrained.h"

void lazy_connection(struct scene *c)
{
	int listener = tcp_listener(0), pair[2];
	tcp_pair(listener, pair);
	close(listener);
	for (int i = 0; i < 2; i++)
		CHECK(fcntl(pair[i], F_SETFL, O_NONBLOCK) == 0);
	c->fd = pair[1];
	c->peer = pair[0];
	app_born(c->fd, PROTO_TCP);
}

void lazy_connection_at(struct scene *c, int fd)
{
	lazy_connection(c);
	CHECK(fcntl(c->fd, F_DUPFD, fd) == fd);
	c->fd = fd;
	app_born(fd, PROTO_TCP);
}

struct scene lazy_scene(uint32_t events)
{
	pollux_begin(ENGINE_epoll_lazy);
	struct scene c = { .epfd = app_epoll() };
	lazy_connection(&c);
	CHECK_EQ(app_ctl(c.epfd, EPOLL_CTL_ADD, c.fd, events), 0);
	CHECK_EQ(app_ready(c.epfd), 0);
	return c;
}

uint64_t lazy_calls(struct scene c)
{
	return counted(c.epfd, SET_syscalls);
}

void request(struct scene c)
{
	CHECK_EQ(write(c.peer, "GET /index", 10), 10);
}

void serve(struct scene c)
{
	char bytes[4096];
	CHECK_EQ(app_read_stream(c.fd, bytes, sizeof bytes), 10);
}

void alarm_wake(struct alarm a)
{
	uint64_t one = 1;
	undrained_write(a.fd);
	CHECK_EQ(write(a.fd, &one, sizeof one), (long)sizeof one);
}

int alarm_drain(struct alarm a)
{
	uint64_t value;
	if (undrained_drain(a.fd))
		return 0;
	int n = (int)read(a.fd, &value, sizeof value);
	undrained_drained(a.fd);
	return n;
}

void wake_once(struct alarm a, int bytes)
{
	alarm_wake(a);
	CHECK_EQ(app_one(a.epfd, a.fd), EPOLLIN);
	CHECK_EQ(alarm_drain(a), bytes);
	CHECK_EQ(app_ready(a.epfd), 0);
}

struct alarm lazy_alarm(void)
{
	pollux_begin(ENGINE_epoll_lazy);
	struct alarm a = { app_epoll(), eventfd(0, EFD_NONBLOCK) };
	app_born(a.fd, PROTO_EVENTFD);
	CHECK_EQ(app_ctl(a.epfd, EPOLL_CTL_ADD, a.fd, EPOLLIN), 0);
	wake_once(a, 8);
	return a;
}

uint64_t counter_of(struct alarm a)
{
	uint64_t value = 0;
	(void)!read(a.fd, &value, sizeof value);
	return value;
}
