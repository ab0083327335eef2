/* Model `aio`: aio_read(3) and aio_write(3). The C library has no help from the kernel for them: threads of its own make the calls, and block in them. What
 * system calls these threads make, and how long their copies take, cannot be told from outside.
 *
 * glibc gave the functions a new version when it took librt in (2.34): they are looked up, so that the library needs neither. */
#include <aio.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "model_server.h"

static struct calls {
	int (*read)(struct aiocb *);
	int (*write)(struct aiocb *);
	int (*error)(const struct aiocb *);
	ssize_t (*result)(struct aiocb *);
	int (*suspend)(const struct aiocb *const *, int, const struct timespec *);
#ifdef __GLIBC__
	void (*init)(const struct aioinit *);
#endif
} aio;

static void *found(const char *name)
{
	static void *librt;
	void *at = dlsym(RTLD_DEFAULT, name);
	if (!at && !librt)
		librt = dlopen("librt.so.1", RTLD_NOW);
	return at || !librt ? at : dlsym(librt, name);
}

int model_aio_probe(int argument)
{
	(void)argument;
	*(void **)&aio.read = found("aio_read");
	*(void **)&aio.write = found("aio_write");
	*(void **)&aio.error = found("aio_error");
	*(void **)&aio.result = found("aio_return");
	*(void **)&aio.suspend = found("aio_suspend");
#ifdef __GLIBC__
	*(void **)&aio.init = found("aio_init");
#endif
	return aio.read && aio.write && aio.error && aio.result && aio.suspend ? 0 : -ENOSYS;
}

/* glibc starts 20 threads at most; each connection's read blocks one. */
static void threads_for(int n)
{
#ifdef __GLIBC__
	struct aioinit room = { .aio_threads = n, .aio_num = n < 64 ? 64 : n, .aio_idle_time = 1 };
	if (aio.init)
		aio.init(&room);
#else
	(void)n;
#endif
}

struct transfer {
	struct aiocb cb;
	char *buffer;
	size_t left; /* of an echo under way; 0: a read is */
};

static int begin_read(struct transfer *t, size_t bytes)
{
	t->left = 0;
	t->cb.aio_buf = t->buffer;
	t->cb.aio_nbytes = bytes;
	return aio.read(&t->cb) < 0 ? -errno : 1;
}

static int begin_write(struct transfer *t, const char *from, size_t bytes)
{
	t->left = bytes;
	t->cb.aio_buf = (char *)from;
	t->cb.aio_nbytes = bytes;
	return aio.write(&t->cb) < 0 ? -errno : 1;
}

/* What is over leads to the next. 1: under way again, 0: the connection has ended, or -errno. */
static int go_on(struct worker *w, struct transfer *t)
{
	int error = aio.error(&t->cb);
	if (error == EINPROGRESS)
		return 1;
	ssize_t n = aio.result(&t->cb);
	if (error)
		return -error;
	if (t->left > 0)
		return (size_t)n < t->left ? begin_write(t, (char *)t->cb.aio_buf + n, t->left - (size_t)n) : begin_read(t, w->server->bytes);
	worker_count(w, COST_bytes, (uint64_t)n);
	return n > 0 ? begin_write(t, t->buffer, (size_t)n) : 0;
}

/* Everything that is over; how many connections have ended, or -errno. */
static int turn(struct worker *w, struct transfer *all, const struct aiocb **waited, int n)
{
	int ended = 0;
	w->stamp = clock_ns();
	if (aio.suspend(waited, n, NULL) < 0 && errno != EINTR && errno != EAGAIN)
		return -errno;
	worker_lap(w, COST_waiting_ns);
	for (int i = 0; i < n; i++) {
		int rc = waited[i] ? go_on(w, &all[i]) : 1;
		if (rc < 0)
			return rc;
		if (rc == 0) {
			waited[i] = NULL; /* aio_suspend passes it over */
			ended++;
		}
	}
	return ended;
}

static int begin_all(const struct model_server *s, struct transfer *all, const struct aiocb **waited, char *buffers)
{
	int rc = 0;
	threads_for(s->n);
	for (int i = 0; i < s->n && rc >= 0; i++) {
		all[i].buffer = buffers + (size_t)i * s->bytes;
		all[i].cb.aio_fildes = s->fds[i];
		all[i].cb.aio_sigevent.sigev_notify = SIGEV_NONE;
		waited[i] = &all[i].cb;
		rc = begin_read(&all[i], s->bytes);
	}
	return rc;
}

int model_aio_serve(struct model_server *s)
{
	struct worker w;
	size_t n = (size_t)s->n;
	struct transfer *all = calloc(n, sizeof *all);
	const struct aiocb **waited = calloc(n, sizeof *waited);
	char *buffers = malloc(n * s->bytes);
	int rc = all && waited && buffers ? begin_all(s, all, waited, buffers) : -ENOMEM;
	if (rc < 0)
		return rc; /* the process ends, and all that is under way with it */
	model_ready(s);
	rc = worker_begin(&w, s, RUSAGE_SELF);
	for (int live = s->n; rc >= 0 && live > 0; live -= rc > 0 ? rc : 0)
		rc = turn(&w, all, waited, s->n);
	worker_end(&w);
	free(all);
	free(waited);
	free(buffers);
	return rc < 0 ? rc : 0;
}
