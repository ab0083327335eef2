/* Model `raw-epoll`: epoll(7), level-triggered, as a careful C program uses it. */
#include <sys/epoll.h>
#include <unistd.h>

#include "model_server.h"
#include "sys.h"

#define EVENTS 256

int model_raw_epoll_probe(int argument)
{
	(void)argument;
	return 0;
}

static int watch_all(const struct model_server *s, int epfd)
{
	for (int i = 0; i < s->n; i++)
		if (epoll_ctl(epfd, EPOLL_CTL_ADD, s->fds[i], &(struct epoll_event){ .events = EPOLLIN, .data.fd = s->fds[i] }) < 0)
			return -errno;
	return 0;
}

/* How many connections have ended, or -errno. */
static int turn(struct worker *w, int epfd)
{
	struct epoll_event events[EVENTS];
	int ended = 0, n = sys_epoll_wait(epfd, events, EVENTS, -1);
	worker_waited(w);
	for (int i = 0; i < n; i++) {
		int rc = worker_echo(w, events[i].data.fd);
		if (rc < 0 && rc != -EAGAIN)
			return rc;
		if (rc == 0) {
			sys_call(SYS_epoll_ctl, epfd, EPOLL_CTL_DEL, events[i].data.fd, 0, 0);
			worker_count(w, COST_calls, 1);
			ended++;
		}
	}
	return n < 0 && n != -EINTR ? n : ended;
}

int model_raw_epoll_serve(struct model_server *s)
{
	struct worker w;
	int epfd = epoll_create1(EPOLL_CLOEXEC), rc = epfd < 0 ? -errno : watch_all(s, epfd);
	if (rc < 0)
		return rc;
	model_nonblocking(s);
	model_ready(s);
	rc = worker_begin(&w, s, RUSAGE_SELF);
	for (int live = s->n; rc >= 0 && live > 0; live -= rc > 0 ? rc : 0)
		rc = turn(&w, epfd);
	worker_end(&w);
	close(epfd);
	return rc < 0 ? rc : 0;
}
