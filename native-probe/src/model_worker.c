#include "model_server.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "sys.h"

void model_ready(const struct model_server *s)
{
	sys_call(SYS_write, s->ready, (long)"r", 1, 0, 0);
}

void model_failed(const struct model_server *s, int error)
{
	int none = 0;
	atomic_compare_exchange_strong(&s->costs->error, &none, error);
}

void model_nonblocking(const struct model_server *s)
{
	for (int i = 0; i < s->n; i++)
		fcntl(s->fds[i], F_SETFL, fcntl(s->fds[i], F_GETFL) | O_NONBLOCK);
}

/* The kernel keeps it in nanoseconds and tells microseconds. */
static uint64_t cpu_ns(const struct rusage *r)
{
	return ((uint64_t)(r->ru_utime.tv_sec + r->ru_stime.tv_sec) * 1000000 + (uint64_t)(r->ru_utime.tv_usec + r->ru_stime.tv_usec)) * 1000;
}

int worker_begin(struct worker *w, const struct model_server *s, int who)
{
	*w = (struct worker){ .server = s, .who = who, .buffer = malloc(s->bytes) };
	getrusage(who, &w->begun);
	w->begun_ns = w->stamp = clock_ns();
	return w->buffer ? 0 : -ENOMEM;
}

void worker_end(struct worker *w)
{
	struct rusage now;
	getrusage(w->who, &now);
	worker_count(w, COST_serving_ns, clock_since(w->begun_ns, clock_ns()));
	worker_count(w, COST_cpu_ns, clock_since(cpu_ns(&w->begun), cpu_ns(&now)));
	worker_count(w, COST_switches, (uint64_t)(now.ru_nvcsw - w->begun.ru_nvcsw));
	worker_count(w, COST_preemptions, (uint64_t)(now.ru_nivcsw - w->begun.ru_nivcsw));
	for (int i = 0; i < MODEL_COSTS; i++)
		atomic_fetch_add(&w->server->costs->at[i], w->cost[i]);
	free(w->buffer);
}

/* A buffer that is full takes no more: the echo's reader is slow. Waiting for it holds every connection of this worker up, as a simple server would. */
static int await_room(struct worker *w, int fd)
{
	struct pollfd one = { .fd = fd, .events = POLLOUT };
	int rc = sys_ppoll(&one, 1, -1);
	worker_waited(w);
	return rc < 0 && rc != -EINTR ? rc : 0;
}

int worker_send(struct worker *w, int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		int n = sys_call(SYS_write, fd, (long)bytes, (long)length, 0, 0);
		worker_count(w, COST_calls, 1);
		worker_lap(w, n > 0 ? COST_copying_ns : COST_waiting_ns);
		int rc = n == -EAGAIN ? await_room(w, fd) : n < 0 ? n : 0;
		if (rc < 0)
			return rc;
		bytes += n > 0 ? n : 0;
		length -= n > 0 ? (size_t)n : 0;
	}
	return 0;
}

static int send_back(struct worker *w, int fd, int n)
{
	if (n <= 0)
		return n;
	worker_count(w, COST_bytes, (uint64_t)n);
	int rc = worker_send(w, fd, w->buffer, (size_t)n);
	return rc < 0 ? rc : n;
}

static int read_once(struct worker *w, int fd)
{
	worker_count(w, COST_calls, 1);
	return sys_call(SYS_read, fd, (long)w->buffer, (long)w->server->bytes, 0, 0);
}

int worker_echo(struct worker *w, int fd)
{
	int n = read_once(w, fd);
	worker_lap(w, n > 0 ? COST_copying_ns : COST_waiting_ns);
	return send_back(w, fd, n);
}

/* A first byte that is looked at and left is the end of the first phase. */
static int read_apart(struct worker *w, int fd)
{
	char first;
	sys_call6(SYS_recvfrom, fd, (long)&first, 1, MSG_PEEK, 0, 0);
	worker_count(w, COST_split_calls, 1);
	worker_lap(w, COST_waiting_ns);
	uint64_t begun = w->stamp;
	int n = read_once(w, fd);
	worker_lap(w, n > 0 ? COST_copying_ns : COST_waiting_ns);
	worker_count(w, COST_sample_ns, n > 0 ? clock_since(begun, w->stamp) : 0);
	worker_count(w, COST_samples, n > 0);
	return n;
}

int worker_echo_blocking(struct worker *w, int fd)
{
	int n;
	if (worker_splits(w)) {
		n = read_apart(w, fd);
	} else {
		n = read_once(w, fd);
		worker_lap(w, n > 0 ? COST_mixed_ns : COST_waiting_ns);
		worker_count(w, COST_mixed, n > 0);
	}
	return send_back(w, fd, n);
}
