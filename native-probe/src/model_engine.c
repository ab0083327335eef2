/* Each engine of Pollux's as a model: the loop of `raw-epoll`, with set_wait and set_ctl in place of epoll_wait(2) and epoll_ctl(2). */
#include "ask.h"
#include "engine.h"
#include "model_server.h"
#include "set_core.h"

#define EVENTS 256

int model_engine_probe(int engine)
{
	return engine_probe((uint32_t)engine);
}

static int watch_all(const struct model_server *s, int epfd)
{
	int rc = 0;
	for (int i = 0; i < s->n && rc == 0; i++)
		rc = set_ctl(epfd, EPOLL_CTL_ADD, s->fds[i], &(struct epoll_event){ .events = EPOLLIN, .data.fd = s->fds[i] });
	return rc;
}

/* An engine arms what it watches when it first waits: that is not yet serving. */
static int first_look(int epfd)
{
	struct epoll_event event;
	return set_wait(epfd, &event, 1, 0);
}

/* How many connections have ended, or -errno. */
static int turn(struct worker *w, int epfd)
{
	struct epoll_event events[EVENTS];
	int ended = 0, n = set_wait(epfd, events, EVENTS, -1);
	worker_lap(w, COST_waiting_ns);
	for (int i = 0; i < n; i++) {
		int rc = worker_echo(w, events[i].data.fd);
		if (rc < 0 && rc != -EAGAIN)
			return rc;
		if (rc == 0) {
			set_ctl(epfd, EPOLL_CTL_DEL, events[i].data.fd, NULL);
			ended++;
		}
	}
	return n < 0 && n != -EINTR ? n : ended;
}

/* The engine counts its calls itself: those of waits and of interest. */
static uint64_t set_calls(int epfd)
{
	int row = set_row_of(epfd);
	return row < 0 ? 0 : set_rows[row].c[SET_syscalls];
}

static int serve(struct model_server *s, int epfd)
{
	struct worker w;
	model_ready(s);
	int rc = worker_begin(&w, s, RUSAGE_SELF);
	uint64_t before = set_calls(epfd);
	for (int live = s->n; rc >= 0 && live > 0; live -= rc > 0 ? rc : 0)
		rc = turn(&w, epfd);
	worker_count(&w, COST_calls, set_calls(epfd) - before);
	worker_end(&w);
	return rc < 0 ? rc : 0;
}

int model_engine_serve(struct model_server *s)
{
	int rc = served_open(), epfd = rc < 0 ? rc : served_by((uint32_t)s->argument);
	if (epfd < 0)
		return epfd;
	model_nonblocking(s);
	rc = watch_all(s, epfd);
	rc = rc < 0 ? rc : first_look(epfd);
	rc = rc < 0 ? rc : serve(s, epfd);
	if (rc == 0 && set_known(epfd)->engine != (uint32_t)s->argument)
		rc = -EBUSY; /* fallen back to the kernel's epoll: another answer than was asked for */
	served_close(epfd);
	return rc;
}
