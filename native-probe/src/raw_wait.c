#include "raw_wait.h"

#include <stddef.h>
#include <string.h>

static const struct raw_wait *const all[] = { &raw_epoll, &raw_epoll_et, &raw_poll, &raw_select, &raw_sigio, &raw_io_uring };

const struct raw_wait *raw_wait_of(const char *engine)
{
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (strcmp(all[i]->engine, engine) == 0)
			return all[i];
	return NULL;
}
