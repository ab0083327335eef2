#include "links.h"

#include <fcntl.h>
#include <poll.h>

#include "contract.h"
#include "support_sockets.h"

enum { LIMIT_MS = 20000 };

int set_open(void)
{
	int fd = epoll_create1(EPOLL_CLOEXEC);
	CHECK(fd >= 0);
	fd_born(fd, ROLE_OTHER, PROTO_EPOLL, -1);
	set_created(fd);
	return fd;
}

/* Does the kernel's epoll serve it, or what is edge-triggered in it? Without memory for a set it serves what Pollux does not know. */
static bool is_kernels(int set, uint32_t events)
{
	const struct set *s = set_known(set);
	return !s || s->engine == ENGINE_epoll || s->edges >= 0 || (events & EPOLLET);
}

void insist(int set, int op, int fd, uint32_t events)
{
	for (int tries = 0; tries < 7; tries++) {
		int rc = app_ctl(set, op, fd, events);
		if (rc == 0)
			return;
		CHECK(rc == -ENOSPC || rc == -ENOMEM);
		CHECK(is_kernels(set, events));
	}
	_exit(0);
}

void link_open(struct link *l, int set, int listener, int i, uint32_t events)
{
	int s[2];
	if (i % 2)
		make_pair(s);
	else
		tcp_pair(listener, s);
	fcntl(s[0], F_SETFL, O_NONBLOCK);
	*l = (struct link){ .ours = s[0], .theirs = s[1], .events = events };
	fd_born(s[0], ROLE_OTHER, PROTO_OTHER, -1);
	insist(set, EPOLL_CTL_ADD, l->ours, events);
}

void link_close(const struct link *l)
{
	app_close(l->ours);
	close(l->theirs);
}

void link_say(const struct link *l, uint8_t byte)
{
	CHECK(write(l->theirs, &byte, 1) == 1);
}

void link_hear(const struct link *l, uint8_t byte)
{
	struct pollfd one = { .fd = l->theirs, .events = POLLIN };
	uint8_t back;
	CHECK_EQ(poll(&one, 1, LIMIT_MS), 1);
	CHECK(read(l->theirs, &back, 1) == 1 && back == byte);
}
