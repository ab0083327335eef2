/* Model `completions`: recv and send are handed to io_uring, and one call hands the next ones over and waits until some are done. Each echo is a send with the
 * next recv linked behind it; the send that went well is not told of (IOSQE_CQE_SKIP_SUCCESS, Linux 5.17), so a message is one completion.
 *
 * The bytes are copied by the kernel inside that call, on this thread. In a turn taken apart one call hands over, poll(2) on the connections waits
 * (the ring itself is no use: who polls it is not woken before the kernel has been let in, Linux 6.18), and another call lets the kernel finish. */
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "model_server.h"
#include "sys.h"
#include "uring.h"

#ifndef IOSQE_CQE_SKIP_SUCCESS /* kernel headers before 5.17 */
#define IOSQE_CQE_SKIP_SUCCESS (1U << 6)
#endif

/* What the turns taken apart tell of either copy: messages, and how long. */
struct copies {
	uint64_t n, ns;
};

struct completions {
	struct worker w;
	struct copies sent, received;
	unsigned sending;     /* echoes that the next call hands over */
	struct uring ring;
	struct pollfd *apart; /* all connections; those that have ended are -1 */
	char *buffers;
	int live;
};

int model_completions_probe(int argument)
{
	(void)argument;
	struct uring ring;
	int rc = uring_open(&ring, 8, 16);
	if (rc == 0)
		uring_close(&ring);
	return rc;
}

static char *buffer(const struct completions *c, int i)
{
	return c->buffers + (size_t)i * c->w.server->bytes;
}

/* The queue has room for two of each connection. */
static void request(struct completions *c, int i, unsigned op, size_t length, unsigned flags)
{
	struct io_uring_sqe *sqe = uring_request(&c->ring);
	sqe->opcode = (uint8_t)op;
	sqe->fd = c->w.server->fds[i];
	sqe->addr = (uint64_t)(uintptr_t)buffer(c, i);
	sqe->len = (uint32_t)length;
	sqe->flags = (uint8_t)flags;
	sqe->msg_flags = op == IORING_OP_SEND ? MSG_WAITALL | MSG_NOSIGNAL : 0;
	sqe->user_data = (uint64_t)i;
}

static void echo(struct completions *c, int i, int n)
{
	request(c, i, IORING_OP_SEND, (size_t)n, IOSQE_IO_LINK | IOSQE_CQE_SKIP_SUCCESS);
	request(c, i, IORING_OP_RECV, c->w.server->bytes, 0);
	c->sending++;
}

/* What is done leads to the next. Messages, or -errno. */
static int collect(struct completions *c)
{
	int messages = 0;
	for (const struct io_uring_cqe *done; (done = uring_completion(&c->ring)); uring_seen(&c->ring)) {
		if (done->res < 0)
			return done->res;
		if (done->res == 0) {
			c->live--;
			c->apart[done->user_data].fd = -1;
			continue;
		}
		worker_count(&c->w, COST_bytes, (uint64_t)done->res);
		echo(c, (int)done->user_data, done->res);
		messages++;
	}
	return messages;
}

static int turn_whole(struct completions *c)
{
	c->sending = 0;
	int rc = uring_hand_over_and_wait(&c->ring);
	worker_lap(&c->w, COST_mixed_ns);
	int messages = rc < 0 ? rc : collect(c);
	worker_count(&c->w, COST_mixed, messages > 0 ? (uint64_t)messages : 0);
	worker_count(&c->w, COST_calls, c->ring.calls);
	return messages;
}

/* A call that copies and does not wait. */
static int copy(struct completions *c, struct copies *copies)
{
	uint64_t begun = c->w.stamp;
	int rc = uring_enter(&c->ring);
	worker_lap(&c->w, COST_copying_ns);
	copies->ns += clock_since(begun, c->w.stamp);
	return rc;
}

/* With a completion there is nothing to wait for: every connection may have what it sent in it. */
static int turn_apart(struct completions *c)
{
	c->sent.n += c->sending;
	c->sending = 0;
	int rc = copy(c, &c->sent), polls = rc >= 0 && !uring_completion(&c->ring);
	if (polls) {
		sys_ppoll(c->apart, (unsigned)c->w.server->n, -1);
		worker_lap(&c->w, COST_waiting_ns);
	}
	int rc_after = copy(c, &c->received);
	int messages = rc < 0 ? rc : rc_after < 0 ? rc_after : collect(c);
	c->received.n += messages > 0 ? (uint64_t)messages : 0;
	worker_count(&c->w, COST_calls, 1);
	worker_count(&c->w, COST_split_calls, c->ring.calls - 1 + (unsigned)polls);
	return messages;
}

/* Of the turns that were not taken apart; without a sample of both copies they stay mixed. */
static void split(struct worker *w, const struct copies *sent, const struct copies *received)
{
	if (!sent->n || !received->n)
		return;
	uint64_t message = sent->ns / sent->n + received->ns / received->n, mixed = w->cost[COST_mixed_ns];
	uint64_t copying = message * w->cost[COST_mixed] < mixed ? message * w->cost[COST_mixed] : mixed;
	worker_count(w, COST_copying_ns, copying);
	worker_count(w, COST_waiting_ns, mixed - copying);
	w->cost[COST_mixed_ns] = w->cost[COST_mixed] = 0;
}

static int serve(struct completions *c)
{
	int rc = 0;
	for (int i = 0; i < c->live; i++)
		request(c, i, IORING_OP_RECV, c->w.server->bytes, 0);
	for (c->ring.calls = 0; rc >= 0 && c->live > 0; c->ring.calls = 0)
		rc = worker_splits(&c->w) ? turn_apart(c) : turn_whole(c);
	split(&c->w, &c->sent, &c->received);
	return rc;
}

int model_completions_serve(struct model_server *s)
{
	size_t n = (size_t)s->n;
	struct completions c = { .live = s->n, .buffers = malloc(n * s->bytes), .apart = calloc(n, sizeof *c.apart) };
	for (int i = 0; c.apart && i < s->n; i++)
		c.apart[i] = (struct pollfd){ .fd = s->fds[i], .events = POLLIN };
	int rc = c.buffers && c.apart ? uring_open(&c.ring, 2 * (unsigned)s->n, 4 * (unsigned)s->n) : -ENOMEM;
	if (rc < 0)
		return rc;
	model_ready(s);
	rc = worker_begin(&c.w, s, RUSAGE_SELF);
	rc = rc < 0 ? rc : serve(&c);
	worker_end(&c.w);
	uring_close(&c.ring);
	free(c.apart);
	free(c.buffers);
	return rc < 0 ? rc : 0;
}
