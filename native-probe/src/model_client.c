/* A closed loop: each connection has one message under way at most. Messages are cut from one random text, each from another place, so that an echo of an
 * earlier message, of another connection's, or of shifted bytes does not pass for the right one.
 *
 *   thinking   connections in the order in which they send next: all think equally long, so who begins to think last sends last */
#include "model_client.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "sys.h"

#define EVENTS   64
#define OFFSETS  4093 /* places to cut from */
#define PATIENCE 30000000000 /* ns that an echo may take */

struct connection {
	int fd;
	bool more;              /* not all is sent: the kernel is asked for room */
	size_t sent, received, offset;
	uint64_t begun, due;    /* when it was sent, when it sends next */
};

struct client {
	const struct model_load *load;
	int epfd, live;
	struct connection *all;
	int *thinking, head, thinkers;
	char *text, *echo;
	uint64_t *took, most, begun_requests, requests, end, last;
};

static void make_text(struct client *c, size_t bytes)
{
	uint32_t x = 2463534242u; /* Marsaglia's xorshift */
	for (size_t i = 0; i < bytes; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		c->text[i] = (char)x;
	}
}

static int ask(const struct client *c, struct connection *k, int op, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = k };
	return epoll_ctl(c->epfd, op, k->fd, &event) < 0 ? -errno : 0;
}

/* As much as there is room for. */
static int send_rest(struct client *c, struct connection *k)
{
	size_t bytes = (size_t)c->load->bytes;
	while (k->sent < bytes) {
		ssize_t n = send(k->fd, c->text + k->offset + k->sent, bytes - k->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n < 0 && errno != EAGAIN)
			return -errno;
		if (n < 0 && k->more)
			return 0;
		if (n < 0) {
			k->more = true;
			return ask(c, k, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
		}
		k->sent += (size_t)n;
	}
	bool more = k->more;
	k->more = false;
	return more ? ask(c, k, EPOLL_CTL_MOD, EPOLLIN) : 0;
}

static int end(struct client *c, struct connection *k)
{
	c->live--;
	return shutdown(k->fd, SHUT_WR) < 0 ? -errno : ask(c, k, EPOLL_CTL_DEL, 0);
}

/* The first message of each is sent whatever the time. */
static int begin(struct client *c, struct connection *k, uint64_t now)
{
	if ((now >= c->end && k->begun) || c->begun_requests == c->most)
		return end(c, k);
	k->offset = (size_t)(c->begun_requests * 31 % OFFSETS);
	c->begun_requests++;
	k->sent = k->received = 0;
	k->begun = now;
	return send_rest(c, k);
}

static void think(struct client *c, struct connection *k, uint64_t due)
{
	k->due = due;
	c->thinking[(c->head + c->thinkers++) % c->load->connections] = (int)(k - c->all);
}

static int answered(struct client *c, struct connection *k)
{
	c->last = clock_ns();
	c->took[c->requests++] = clock_since(k->begun, c->last);
	if (c->load->think_us == 0)
		return begin(c, k, c->last);
	think(c, k, c->last + (uint64_t)c->load->think_us * 1000);
	return 0;
}

/* Never more than the rest of this echo: what comes too much is in the next one's place. */
static int receive(struct client *c, struct connection *k)
{
	size_t bytes = (size_t)c->load->bytes;
	ssize_t n = recv(k->fd, c->echo, bytes - k->received, MSG_DONTWAIT);
	if (n <= 0)
		return n < 0 && errno == EAGAIN ? 0 : -ECONNRESET;
	if (k->received + (size_t)n > k->sent || memcmp(c->echo, c->text + k->offset + k->received, (size_t)n) != 0)
		return -EBADMSG;
	k->received += (size_t)n;
	return k->received == bytes ? answered(c, k) : 0;
}

static int serve(struct client *c, const struct epoll_event *event)
{
	struct connection *k = event->data.ptr;
	int rc = event->events & EPOLLOUT ? send_rest(c, k) : 0;
	return rc < 0 || !(event->events & ~EPOLLOUT) ? rc : receive(c, k);
}

/* Those that have thought long enough. */
static int go_on(struct client *c)
{
	int rc = 0;
	uint64_t now = clock_ns();
	while (rc == 0 && c->thinkers > 0 && (c->all[c->thinking[c->head]].due <= now || now >= c->end)) {
		struct connection *k = &c->all[c->thinking[c->head]];
		c->head = (c->head + 1) % c->load->connections;
		c->thinkers--;
		rc = begin(c, k, now);
	}
	return rc;
}

/* Until something comes or somebody has thought long enough. */
static int wait_for(struct client *c, struct epoll_event *events)
{
	uint64_t now = clock_ns(), until = c->end + (uint64_t)PATIENCE;
	if (now >= until)
		return -ETIMEDOUT;
	if (c->thinkers > 0)
		until = c->all[c->thinking[c->head]].due;
	struct pollfd one = { .fd = c->epfd, .events = POLLIN };
	int rc = sys_ppoll(&one, 1, (int64_t)clock_since(now, until));
	return rc > 0 ? sys_epoll_wait(c->epfd, events, EVENTS, 0) : rc < 0 && rc != -EINTR ? rc : 0;
}

static int loop(struct client *c)
{
	struct epoll_event events[EVENTS];
	int rc = 0;
	while (rc == 0 && c->live > 0) {
		int n = wait_for(c, events);
		rc = n < 0 ? n : 0;
		for (int i = 0; i < n && rc == 0; i++)
			rc = serve(c, &events[i]);
		rc = rc < 0 ? rc : go_on(c);
	}
	return rc;
}

/* They begin one after the other over the time that each thinks. */
static int begin_all(struct client *c, const int *fds)
{
	int n = c->load->connections, rc = 0;
	uint64_t now = clock_ns();
	c->end = now + (uint64_t)c->load->duration_ms * 1000000;
	for (int i = 0; i < n && rc == 0; i++) {
		c->all[i].fd = fds[i];
		rc = ask(c, &c->all[i], EPOLL_CTL_ADD, EPOLLIN);
		think(c, &c->all[i], now + (uint64_t)c->load->think_us * 1000 * (uint64_t)i / (uint64_t)n);
	}
	return rc < 0 ? rc : go_on(c);
}

static int ascending(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

/* The smallest value that a share of all does not exceed. */
static uint64_t percentile(const uint64_t *sorted, uint64_t n, unsigned percent)
{
	return n ? sorted[(n * percent + 99) / 100 - 1] : 0;
}

static void conclude(struct client *c, uint64_t begun, struct client_result *result)
{
	qsort(c->took, c->requests, sizeof *c->took, ascending);
	result->requests = c->requests;
	result->took_ns = clock_since(begun, c->last);
	result->p50_ns = percentile(c->took, c->requests, 50);
	result->p99_ns = percentile(c->took, c->requests, 99);
	result->max_ns = percentile(c->took, c->requests, 100);
}

static bool allocate(struct client *c)
{
	size_t n = (size_t)c->load->connections, bytes = (size_t)c->load->bytes;
	c->live = (int)n;
	c->all = calloc(n, sizeof *c->all);
	c->thinking = calloc(n, sizeof *c->thinking);
	c->text = malloc(bytes + OFFSETS);
	c->echo = malloc(bytes);
	c->most = (uint64_t)c->load->requests;
	c->took = malloc(c->most * sizeof *c->took);
	return c->all && c->thinking && c->text && c->echo && c->took;
}

static uint64_t own_cpu_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

int client_run(const int *fds, const struct model_load *load, struct client_result *result)
{
	struct client c = { .load = load, .epfd = epoll_create1(EPOLL_CLOEXEC) };
	int rc = c.epfd < 0 ? -errno : allocate(&c) ? 0 : -ENOMEM;
	if (rc == 0) {
		make_text(&c, (size_t)load->bytes + OFFSETS);
		uint64_t begun = c.last = clock_ns(), cpu = own_cpu_ns();
		rc = begin_all(&c, fds);
		rc = rc < 0 ? rc : loop(&c);
		result->cpu_ns = own_cpu_ns() - cpu;
		conclude(&c, begun, result);
	}
	close(c.epfd);
	free(c.all);
	free(c.thinking);
	free(c.text);
	free(c.echo);
	free(c.took);
	return rc;
}

int client_all_ended(const int *fds, int n)
{
	char byte;
	for (int i = 0; i < n; i++) {
		struct pollfd one = { .fd = fds[i], .events = POLLIN };
		if (sys_ppoll(&one, 1, PATIENCE) != 1 || recv(fds[i], &byte, 1, MSG_DONTWAIT) != 0)
			return -EBADMSG;
	}
	return 0;
}
