/* One run of one model: the client's process makes the connections and forks the server, which has the one end of a pipe. A byte through it says that the
 * server is ready; its end, that the server and all its processes are gone. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "model_client.h"
#include "model_json.h"
#include "model_server.h"

#define READY_SECONDS 30 /* to start threads or processes; and to end, after the last connection has */

struct run {
	const struct model *model;
	const struct model_load *load;
	struct model_costs *costs;
	struct client_result seen;
	int *client, *server; /* ends of the connections */
	pid_t pid;
	int line;             /* the pipe from the server */
};

static int allocate(struct run *r)
{
	size_t n = (size_t)r->load->connections;
	struct rlimit files;
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	void *shared = mmap(NULL, sizeof *r->costs, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	r->costs = shared;
	r->client = calloc(n, sizeof *r->client);
	r->server = calloc(n, sizeof *r->server);
	return shared == MAP_FAILED || !r->client || !r->server ? -ENOMEM : 0;
}

static void close_all(const int *fds, int n)
{
	for (int i = 0; i < n; i++)
		close(fds[i]);
}

_Noreturn static void serve(const struct run *r, int line, pid_t client)
{
	struct model_server s = { .fds = r->server, .n = r->load->connections, .argument = r->model->argument,
				  .bytes = (size_t)r->load->bytes, .ready = line, .costs = r->costs };
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != client)
		_exit(1);
	prctl(PR_SET_NAME, "pollux-model");
	close_all(r->client, s.n);
	int rc = r->model->serve(&s);
	if (rc < 0)
		model_failed(&s, rc);
	_exit(rc < 0);
}

static int begin_server(struct run *r)
{
	int ends[2];
	pid_t client = getpid();
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	r->line = ends[0];
	r->pid = fork();
	if (r->pid == 0)
		serve(r, ends[1], client);
	int rc = r->pid < 0 ? -errno : 0;
	close(ends[1]);
	close_all(r->server, r->load->connections);
	return rc;
}

/* What comes through the pipe: 1 ready, 0 the server is gone, or -ETIMEDOUT. */
static int hear(const struct run *r)
{
	char byte;
	struct pollfd one = { .fd = r->line, .events = POLLIN };
	if (poll(&one, 1, READY_SECONDS * 1000) <= 0)
		return -ETIMEDOUT;
	return read(r->line, &byte, 1) == 1;
}

static int drive(struct run *r)
{
	int rc = hear(r);
	rc = rc == 0 ? -ECHILD : rc < 0 ? rc : client_run(r->client, r->load, &r->seen);
	if (rc == 0 && hear(r) != 0)
		rc = -ETIMEDOUT;
	return rc < 0 ? rc : client_all_ended(r->client, r->load->connections);
}

/* What the server says went wrong is told before what the client saw of it. */
static int outcome(const struct run *r, int rc, int status)
{
	uint64_t echoed = r->seen.requests * (uint64_t)r->load->bytes;
	if (atomic_load(&r->costs->error) < 0)
		return atomic_load(&r->costs->error);
	if (rc < 0)
		return rc;
	return status != 0 ? -ECHILD : atomic_load(&r->costs->at[COST_bytes]) != echoed ? -EBADMSG : r->seen.requests == 0 ? -ENODATA : 0;
}

static int run(struct run *r)
{
	int status = 0, rc = allocate(r);
	rc = rc < 0 ? rc : model_pairs(r->client, r->server, r->load->connections);
	rc = rc < 0 ? rc : begin_server(r);
	if (rc < 0)
		return rc; /* the process ends, and with it all that is open */
	rc = drive(r);
	if (rc < 0)
		kill(r->pid, SIGKILL);
	waitpid(r->pid, &status, 0);
	return outcome(r, rc, status);
}

static void body(struct text *json, const void *argument)
{
	struct run r = *(const struct run *)argument;
	int rc = run(&r);
	append_model_run(json, r.model, r.costs, &r.seen, rc);
}

static int refused(const struct run *r, int error, char *json, int bytes)
{
	struct text text = { .at = json, .room = bytes };
	append_model_run(&text, r->model, NULL, NULL, error);
	return text_length(&text);
}

static bool within(int value, int least, int most)
{
	return value >= least && value <= most;
}

int model_run(int index, const struct model_load *load, char *json, int bytes)
{
	if (!within(index, 0, models_count - 1) || !within(load->connections, 1, MODEL_CONNECTIONS) || !within(load->bytes, 1, MODEL_BYTES) ||
	    !within(load->think_us, 0, MODEL_MS * 1000) || !within(load->duration_ms, 1, MODEL_MS) || !within(load->requests, 1, MODEL_REQUESTS))
		return -EINVAL;
	struct run r = { .model = &models[index], .load = load };
	int rc = r.model->probe(r.model->argument);
	return rc < 0 ? refused(&r, rc, json, bytes) : child_run(body, &r, load->duration_ms / 1000 + 4 * READY_SECONDS, json, bytes);
}
