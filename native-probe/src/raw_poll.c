/* ppoll(2) over a compact array; one that leaves is replaced by the last. */
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "raw_wait.h"
#include "sys.h"

struct raw {
	int n, *place; /* by descriptor */
	struct pollfd *at; /* at[0]: the wake-up */
};

static void raw_close(struct raw *r)
{
	if (r->at)
		close(r->at[0].fd);
	free(r->at);
	free(r->place);
	free(r);
}

static struct raw *raw_open(int limit)
{
	struct raw *r = calloc(1, sizeof *r);
	if (!r)
		return NULL;
	r->at = calloc((size_t)limit + 1, sizeof *r->at);
	r->place = calloc((size_t)limit, sizeof *r->place);
	if (r->at)
		r->at[r->n++] = (struct pollfd){ .fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), .events = POLLIN };
	if (r->at && r->place)
		return r;
	raw_close(r);
	return NULL;
}

static void raw_add(struct raw *r, int fd, short events)
{
	r->place[fd] = r->n;
	r->at[r->n++] = (struct pollfd){ .fd = fd, .events = events };
}

static void raw_change(struct raw *r, int fd, short events)
{
	r->at[r->place[fd]].events = events;
}

static void raw_del(struct raw *r, int fd)
{
	struct pollfd last = r->at[--r->n];
	r->at[r->place[fd]] = last;
	r->place[last.fd] = r->place[fd];
}

static int raw_wait(struct raw *r, int *ready, int max, bool block)
{
	int n = sys_ppoll(r->at, (unsigned)r->n, block ? -1 : 0), found = 0;
	for (int i = 1; i < r->n && found < n && found < max; i++)
		if (r->at[i].revents)
			ready[found++] = r->at[i].fd;
	return found;
}

const struct raw_wait raw_poll = { "poll", raw_open, raw_add, raw_change, raw_del, raw_wait, raw_close };
