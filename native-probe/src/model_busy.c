/* Model `busy`: non-blocking reads from all connections, one after the other, over and over. */
#include <stdlib.h>
#include <string.h>

#include "model_server.h"

int model_busy_probe(int argument)
{
	(void)argument;
	return 0;
}

/* A round over the connections that are left; how many stay, or -errno. */
static int round_of(struct worker *w, int *fds, int live)
{
	for (int i = 0; i < live; i++) {
		int rc = worker_echo(w, fds[i]);
		if (rc < 0 && rc != -EAGAIN)
			return rc;
		if (rc == 0)
			fds[i--] = fds[--live];
	}
	return live;
}

int model_busy_serve(struct model_server *s)
{
	struct worker w;
	int *fds = malloc((size_t)s->n * sizeof *fds);
	if (!fds)
		return -ENOMEM;
	memcpy(fds, s->fds, (size_t)s->n * sizeof *fds);
	model_nonblocking(s);
	model_ready(s);
	int live = worker_begin(&w, s, RUSAGE_SELF);
	for (live = live < 0 ? live : s->n; live > 0;)
		live = round_of(&w, fds, live);
	worker_end(&w);
	free(fds);
	return live;
}
