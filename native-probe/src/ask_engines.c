/* The engines as an observed application meets them: set_ctl and set_wait, which stand where epoll_ctl(2) and epoll_wait(2) were. */
#include <errno.h>
#include <unistd.h>

#include "ask.h"
#include "clock.h"
#include "set_core.h"
#include "states.h"

int served_open(void)
{
	clock_init();
	int fd = ledger_fd();
	return fd >= 0 ? 0 : (fd = ledger_open()) < 0 ? fd : 0;
}

int served_by(uint32_t engine)
{
	int rc = engine_probe(engine);
	if (rc < 0)
		return rc;
	int epfd = epoll_create1(EPOLL_CLOEXEC);
	if (epfd < 0)
		return -errno;
	fd_born(epfd, ROLE_OTHER, PROTO_EPOLL, -1);
	set_created(epfd);
	rc = set_use(epfd, engine);
	if (rc < 0)
		close(epfd);
	return rc < 0 ? rc : epfd;
}

void served_begin(struct served *s, int fd)
{
	s->fd = fd;
	for (uint32_t i = 0; i < ENGINES; i++) {
		struct epoll_event event = { .events = STATE_EVENTS, .data.fd = fd };
		s->epfd[i] = served_by(i);
		s->refused[i] = s->epfd[i] < 0 ? s->epfd[i] : set_ctl(s->epfd[i], EPOLL_CTL_ADD, fd, &event);
		if (s->refused[i] == 0 && set_known(s->epfd[i])->engine != i)
			s->refused[i] = -EBUSY; /* fallen back to the kernel's epoll: another answer than was asked for */
	}
}

struct said served_says(struct served *s, int engine)
{
	struct epoll_event event;
	if (s->refused[engine] < 0)
		return said_error(s->refused[engine]);
	int n = set_wait(s->epfd[engine], &event, 1, 0);
	return n < 0 ? said_error(n) : n ? said_bits(event.events) : said_nothing();
}

void served_close(int epfd)
{
	set_closing(epfd);
	sets_forget(epfd);
	fd_dead(epfd);
	close(epfd);
}

void served_end(struct served *s)
{
	for (uint32_t i = 0; i < ENGINES; i++)
		if (s->epfd[i] >= 0)
			served_close(s->epfd[i]);
}
