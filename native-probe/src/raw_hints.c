#include "raw_hints.h"

#include <stdlib.h>

#include "sys.h"

bool raw_hints_open(struct raw_hints *h, int limit)
{
	h->limit = limit;
	h->at = calloc((size_t)limit, sizeof *h->at);
	h->events = calloc((size_t)limit, sizeof *h->events);
	h->listed = calloc((size_t)limit, sizeof *h->listed);
	return h->at && h->events && h->listed;
}

void raw_hints_close(struct raw_hints *h)
{
	free(h->at);
	free(h->events);
	free(h->listed);
}

void raw_hint(struct raw_hints *h, int fd)
{
	if (fd < 0 || fd >= h->limit || h->listed[fd] || !h->events[fd])
		return;
	h->listed[fd] = true;
	h->at[h->n++] = (struct pollfd){ .fd = fd };
}

int raw_hints_verify(struct raw_hints *h, int *ready, int max)
{
	int found = 0, kept = 0;
	for (int i = 0; i < h->n; i++)
		h->at[i].events = h->events[h->at[i].fd];
	if (h->n && sys_poll_now(h->at, (unsigned)h->n) < 0)
		return 0;
	for (int i = 0; i < h->n; i++) {
		int fd = h->at[i].fd;
		bool is = h->at[i].revents != 0 && h->events[fd];
		h->listed[fd] = is;
		if (is && found < max)
			ready[found++] = fd;
		if (is)
			h->at[kept++] = h->at[i];
	}
	h->n = kept;
	return found;
}
