/* The client's side, the same for every model: one thread that sends messages, checks each byte of their echoes, and takes times. */
#ifndef POLLUX_MODEL_CLIENT_H
#define POLLUX_MODEL_CLIENT_H

#include "model.h"

struct client_result {
	uint64_t requests, took_ns; /* from the first message to the last echo */
	uint64_t p50_ns, p99_ns, max_ns; /* of one: from before its send to its last byte */
	uint64_t cpu_ns;
};

/* Runs the load over connected descriptors, and then ends each connection by shutdown(2). 0 or -errno: -EBADMSG an echo is not what was sent,
 * -ETIMEDOUT one never came, -ECONNRESET the server has gone, -ENOMEM. */
int client_run(const int *fds, const struct model_load *load, struct client_result *result);
/* After the server has gone: 0 when it has sent nothing but the echoes, else -EBADMSG. */
int client_all_ended(const int *fds, int n);

/* Connected pairs of TCP sockets on loopback, without Nagle's delay: client[i] and server[i]. 0 or -errno. */
int model_pairs(int *client, int *server, int n);

#endif
