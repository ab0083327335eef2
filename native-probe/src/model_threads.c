/* Model `threads`: each connection has a thread, which sleeps in read(2) until there is something. */
#include <pthread.h>
#include <stdlib.h>

#include "model_server.h"

#define STACK_BYTES (128 * 1024)

struct connection {
	const struct model_server *server;
	pthread_t thread;
	int fd;
};

int model_threads_probe(int argument)
{
	(void)argument;
	return 0;
}

static void *serve(void *argument)
{
	const struct connection *c = argument;
	struct worker w;
	int rc = worker_begin(&w, c->server, RUSAGE_THREAD);
	while (rc >= 0 && (rc = worker_echo_blocking(&w, c->fd)) > 0)
		;
	worker_end(&w);
	if (rc < 0)
		model_failed(c->server, rc);
	return NULL;
}

/* How many have a thread. */
static int begin(struct model_server *s, struct connection *all, const pthread_attr_t *small)
{
	int n = 0;
	for (; n < s->n; n++) {
		all[n] = (struct connection){ .server = s, .fd = s->fds[n] };
		int error = pthread_create(&all[n].thread, small, serve, &all[n]);
		if (error) {
			model_failed(s, -error);
			break;
		}
	}
	return n;
}

int model_threads_serve(struct model_server *s)
{
	pthread_attr_t small;
	struct connection *all = calloc((size_t)s->n, sizeof *all);
	if (!all)
		return -ENOMEM;
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, STACK_BYTES);
	int n = begin(s, all, &small);
	if (n < s->n)
		return 0; /* the process ends, and with it the threads there are */
	model_ready(s);
	for (int i = 0; i < n; i++)
		pthread_join(all[i].thread, NULL);
	free(all);
	return 0;
}
