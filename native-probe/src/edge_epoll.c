/* The private epoll instance of epoll-et and epoll-lazy: made, changed, given back. */
#include "edge_epoll.h"

#include <errno.h>

int edge_ctl(struct set *s, int op, int fd, uint32_t events, uint64_t data)
{
	struct edge_epoll *p = s->state;
	struct epoll_event event = { .events = events, .data.u64 = data };
	int rc = epoll_ctl(p->epfd, op, fd, &event) < 0 ? -errno : 0;
	set_count(s, SET_syscalls, 1);
	if (op != EPOLL_CTL_DEL)
		set_count(s, SET_copied_in_bytes, sizeof event);
	return rc;
}

int edge_open(struct set *s)
{
	struct edge_epoll *p = s->state;
	p->epfd = own_fd(epoll_create1(EPOLL_CLOEXEC), PROTO_EPOLL);
	int rc = p->epfd < 0 ? p->epfd : edge_ctl(s, EPOLL_CTL_ADD, s->wake, EPOLLIN | EPOLLET, EDGE_WAKE);
	if (rc == 0)
		rc = maybe_open(&p->maybe);
	if (rc < 0)
		edge_close(s);
	return rc;
}

void edge_close(struct set *s)
{
	struct edge_epoll *p = s->state;
	own_fd_close(p->epfd);
	maybe_close(&p->maybe);
}
