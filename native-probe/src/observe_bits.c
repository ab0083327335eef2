/* Bits of poll(2) and epoll(7): does it matter whether one asks for it, and is it ever returned? Asked of descriptors that among them are
 * in every condition a bit stands for. */
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "observe.h"
#include "states.h"
#include "sys.h"

static const char *const conditions[] = {
	"pipe-r/data, writer open", "pipe-w/space, reader open", "pipe-r/no data, writer closed", "pipe-w/space, reader closed",
	"tcp/OOB arrives (OOBINLINE)", "tcp/peer shutdown(WR)", "udp/datagram", "unix/input", "closed fd",
};
#define CONDITIONS (int)(sizeof conditions / sizeof conditions[0])

/* By the books (The Linux Programming Interface, tables 63-2 and 63-8). */
static const struct bit {
	const char *name;
	uint32_t bit;
	bool epoll, asked, returned;
} bits[] = {
	{ "POLLIN", POLLIN, false, true, true },
	{ "POLLRDNORM", POLLRDNORM, false, true, true },
	{ "POLLRDBAND", POLLRDBAND, false, true, true },
	{ "POLLPRI", POLLPRI, false, true, true },
	{ "POLLRDHUP", POLLRDHUP, false, true, true },
	{ "POLLOUT", POLLOUT, false, true, true },
	{ "POLLWRNORM", POLLWRNORM, false, true, true },
	{ "POLLWRBAND", POLLWRBAND, false, true, true },
	{ "POLLERR", POLLERR, false, false, true },
	{ "POLLHUP", POLLHUP, false, false, true },
	{ "POLLNVAL", POLLNVAL, false, false, true },
	{ "POLLMSG", POLLMSG, false, false, false },
	{ "EPOLLIN", EPOLLIN, true, true, true },
	{ "EPOLLPRI", EPOLLPRI, true, true, true },
	{ "EPOLLRDHUP", EPOLLRDHUP, true, true, true },
	{ "EPOLLOUT", EPOLLOUT, true, true, true },
	{ "EPOLLET", EPOLLET, true, true, false },
	{ "EPOLLONESHOT", EPOLLONESHOT, true, true, false },
	{ "EPOLLERR", EPOLLERR, true, false, true },
	{ "EPOLLHUP", EPOLLHUP, true, false, true },
};

static uint32_t poll_for(int fd, uint32_t events)
{
	struct pollfd one = { .fd = fd, .events = (short)events };
	return sys_poll_now(&one, 1) < 0 ? 0 : (uint16_t)one.revents;
}

/* What the second wait says: a flag's effect is that it says nothing. */
static uint32_t epoll_for(int fd, uint32_t events, bool second)
{
	struct epoll_event event = { .events = events };
	int epfd = epoll_create1(EPOLL_CLOEXEC);
	uint32_t said = 0;
	if (sys_call(SYS_epoll_ctl, epfd, EPOLL_CTL_ADD, fd, (long)&event, 0) == 0)
		for (int wait = 0; wait <= second; wait++)
			said = sys_epoll_wait(epfd, &event, 1, 0) > 0 ? event.events : 0;
	close(epfd);
	return said;
}

static void try(const struct bit *b, int fd, bool *asked, bool *returned)
{
	uint32_t with = b->epoll ? epoll_for(fd, b->bit, false) : poll_for(fd, b->bit);
	uint32_t without = b->epoll ? epoll_for(fd, 0, false) : poll_for(fd, 0);
	*returned |= (with & b->bit) != 0;
	*asked |= (with & b->bit) && !(without & b->bit);
	if (b->bit == EPOLLET || b->bit == EPOLLONESHOT)
		*asked |= epoll_for(fd, EPOLLIN, true) && !epoll_for(fd, EPOLLIN | b->bit, true);
}

static const char *json_of(bool value)
{
	return value ? "true" : "false";
}

void append_bits(struct text *json)
{
	struct world worlds[CONDITIONS];
	for (int i = 0; i < CONDITIONS; i++) {
		world_prepare(&worlds[i], state_named(conditions[i]));
		world_change(&worlds[i], state_named(conditions[i]));
	}
	append(json, "[");
	for (unsigned i = 0; i < sizeof bits / sizeof bits[0]; i++) {
		const struct bit *b = &bits[i];
		bool asked = false, returned = false;
		for (int w = 0; w < CONDITIONS; w++)
			try(b, worlds[w].fd, &asked, &returned);
		append(json, "%s{\"bit\":\"%s\",\"books\":{\"asked\":%s,\"returned\":%s},\"here\":{\"asked\":%s,\"returned\":%s}}", i ? "," : "", b->name,
			json_of(b->asked), json_of(b->returned), json_of(asked), json_of(returned));
	}
	append(json, "]");
	for (int i = 0; i < CONDITIONS; i++)
		world_close(&worlds[i]);
}
