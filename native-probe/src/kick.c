/* The kick: an eventfd that is always readable. Registered in an application's epoll fd it makes every epoll_wait(2) there return,
 * our own and those the JDK's stock native began before the attach. Ours take its record out again; a stock one sees an event for
 * a descriptor nobody registered, which Selector, Poller and EPollPort look up in a map and drop (JDK 17-25).
 *
 *   epoll_event.data.u64:  | KICK_MARK (32) | the kick's fd (32) |     the JDK reads the low half as an fd */
#include <errno.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "set_core.h"

#define KICK_MARK 0x506f6c78ull

static _Atomic int kick_fd = -1;
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

static uint64_t kick_data(int fd)
{
	return KICK_MARK << 32 | (uint32_t)fd;
}

/* Opened once and kept: a stock waiter may still report it long after. */
static int kick_open(void)
{
	pthread_mutex_lock(&opening);
	int fd = atomic_load(&kick_fd);
	if (fd < 0) {
		fd = own_fd(eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK), PROTO_EVENTFD);
		if (fd >= 0)
			atomic_store(&kick_fd, fd);
	}
	pthread_mutex_unlock(&opening);
	return fd;
}

int kick_add(struct set *s)
{
	int fd = kick_open();
	if (fd < 0)
		return fd;
	atomic_store(&s->kick_on, true);
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = kick_data(fd) };
	int rc = epoll_ctl(s->epfd, EPOLL_CTL_ADD, fd, &event);
	return rc == 0 || errno == EEXIST ? 0 : -errno;
}

void kick_remove(struct set *s)
{
	if (!atomic_load(&s->kick_on))
		return;
	epoll_ctl(s->epfd, EPOLL_CTL_DEL, kick_fd, NULL);
	atomic_store(&s->kick_on, false);
}

bool kick_is(uint64_t data)
{
	return data == kick_data(kick_fd);
}

int kick_filter(struct epoll_event *events, int n)
{
	int kept = 0;
	for (int i = 0; i < n; i++)
		if (!kick_is(events[i].data.u64))
			events[kept++] = events[i];
	return kept;
}

/* Detach, when no set has it any more. */
void kick_close(void)
{
	own_fd_close(atomic_exchange(&kick_fd, -1));
}
