/* What `pollux bench models` measures: one echo workload, served by the I/O models of the books (models.def) in turn.
 *
 *   caller, a JVM --fork--> client: connects, sends, checks every byte, takes times --fork--> server: model_*.c [--fork--> a process a connection]
 *                           one thread, the same for every model                              adds up what it costs in shared memory
 *
 * What serving costs is that of the server's threads and processes from when they are all ready until every connection has ended: the client's part, and
 * making and taking down connections, threads and processes, are not in it. When the caller dies, so does everything below. */
#ifndef POLLUX_MODEL_H
#define POLLUX_MODEL_H

#include <stdint.h>

#include "text.h"

/* The most that can be asked for. */
#define MODEL_CONNECTIONS 1000
#define MODEL_BYTES       65536
#define MODEL_REQUESTS    1000000
#define MODEL_MS          60000

/* Each connection sends a message, awaits its echo, thinks, and sends the next, until the time is over or `requests` are under way. */
struct model_load {
	int connections, bytes; /* bytes: of a message */
	int think_us, duration_ms, requests;
};

struct model_server;

/* What cannot be seen of a model from outside the C library. */
#define MODEL_HIDES_CALLS   1
#define MODEL_HIDES_COPYING 2

struct model {
	const char *name, *family, *about;
	unsigned hides;
	/* 0, or -errno where this system has not got it. Called before the fork too, so that it may use dlopen. */
	int (*probe)(int argument);
	/* In the server: echoes until every connection has ended. 0 or -errno. */
	int (*serve)(struct model_server *s);
	int argument;
};

extern const struct model models[];
extern const int models_count;

/* All models: [{"model":…,"family":…,"about":…,"refused":null|"ENOSYS"}], refused: this system has not got it. Length of the JSON text, or -ENOSPC. */
int models_json(char *json, int bytes);
/* Serves the load by a model, in child processes. The length of the JSON text, or -errno as child_run has them; -EINVAL: no such model or load.
 *   {"model":…,"failed":null|…,"requests":…,"took_ns":…,"p50_ns":…,"p99_ns":…,"max_ns":…,"client_cpu_ns":…,
 *    "syscalls":…|null,"split_syscalls":…,"switches":…,"preemptions":…,"serving_ns":…,"cpu_ns":…,"waiting_ns":…|null,"copying_ns":…|null}
 * Sums over all requests; of serving_ns, cpu_ns and the phases over all threads and processes that serve. switches: voluntary context switches,
 * preemptions: involuntary ones. waiting_ns, copying_ns: see model_server.h. null: not to be seen. failed: why there are no numbers. */
int model_run(int index, const struct model_load *load, char *json, int bytes);

#endif
