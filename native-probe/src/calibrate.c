/* Why a Unix stream socket: it holds and copies bytes in socket buffers as TCP does (fixed and per-byte cost of a read agree with
 * loopback TCP's to a tenth), but no protocol answers inside the call (an ACK sent from within a TCP read costs more than the read),
 * it needs no port, and nobody else can connect to it. A pipe's copies go page by page and cost twice as much a byte. */
#include "calibrate.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include "clock.h"
#include "median.h"
#include "set_core.h"
#include "sys.h"

#define LARGEST   (UINT64_C(1) << (2 * (CALIBRATE_SIZES - 1)))
#define SAMPLES   101
#define FEWEST    3       /* of a size that takes too long for more */
#define SIZE_NS   1200000 /* spent on one size of one curve */
#define BATCH_NS  400     /* what is shorter is timed several at a time: reading the clock takes some 20 ns itself */

/* Descriptors and memory of one calibration. */
struct bench {
	int from, to; /* the two ends of the socket pair */
	int epfd;
	char *buffer, *other; /* LARGEST bytes each */
};

struct samples {
	int n;
	double ns[SAMPLES];
};

static void add(struct samples *s, uint64_t ns, int calls)
{
	s->ns[s->n++] = (double)ns / calls;
}

/* Preemption makes some samples long, and none short: the median forgets them. */
static double middle(struct samples *s)
{
	return median(s->ns, s->n);
}

static bool enough(const struct samples *s, uint64_t start)
{
	return s->n == SAMPLES || (s->n >= FEWEST && clock_since(start, clock_ns()) > SIZE_NS);
}

static void null_call(const struct bench *b)
{
	(void)b;
	syscall(SYS_getuid);
}

static void empty_wait(const struct bench *b)
{
	struct epoll_event event;
	sys_epoll_wait(b->epfd, &event, 1, 0);
}

static void empty_read(const struct bench *b)
{
	ssize_t n = read(b->to, b->other, 1);
	(void)n; /* -1: nobody has written */
}

static double cost_of_call(void (*call)(const struct bench *), const struct bench *b)
{
	enum { BATCH = 16 };
	struct samples s = { 0 };
	uint64_t begun = clock_ns();
	while (!enough(&s, begun)) {
		uint64_t start = clock_ns();
		for (int i = 0; i < BATCH; i++)
			call(b);
		add(&s, clock_since(start, clock_ns()), BATCH);
	}
	return middle(&s);
}

/* Takes what a write left when it did not fit whole. */
static void drain(const struct bench *b)
{
	while (read(b->to, b->other, LARGEST) > 0)
		;
}

/* One size of both curves. False when the socket does not take so much at once. */
static bool cost_of_transfer(const struct bench *b, size_t bytes, double *read_ns, double *write_ns)
{
	struct samples reads = { 0 }, writes = { 0 };
	uint64_t begun = clock_ns();
	while (!enough(&reads, begun)) {
		uint64_t start = clock_ns();
		ssize_t written = write(b->from, b->buffer, bytes);
		uint64_t between = clock_ns();
		ssize_t got = written == (ssize_t)bytes ? read(b->to, b->other, bytes) : -1;
		if (got != (ssize_t)bytes) {
			drain(b);
			return false;
		}
		add(&writes, clock_since(start, between), 1);
		add(&reads, clock_since(between, clock_ns()), 1);
	}
	*read_ns = middle(&reads);
	*write_ns = middle(&writes);
	return true;
}

static int transfers(const struct bench *b, struct calibration *c)
{
	int i = 0;
	while (i < CALIBRATE_SIZES && cost_of_transfer(b, calibrate_bytes(i), &c->read.ns[i], &c->write.ns[i]))
		i++;
	c->read.sizes = c->write.sizes = i;
	return i > 1 ? 0 : -ENOBUFS;
}

static double cost_of_copy(const struct bench *b, size_t bytes)
{
	struct samples s = { 0 };
	int batch = bytes < BATCH_NS * 8 ? BATCH_NS / 8 : 1;
	uint64_t begun = clock_ns();
	while (!enough(&s, begun)) {
		uint64_t start = clock_ns();
		for (int i = 0; i < batch; i++) {
			memcpy(b->other, b->buffer, bytes);
			__asm__ volatile("" : : "r"(b->other), "r"(b->buffer) : "memory"); /* each copy happens */
		}
		add(&s, clock_since(start, clock_ns()), batch);
	}
	return middle(&s);
}

static void copies(const struct bench *b, struct cost_curve *curve)
{
	for (int i = 0; i < CALIBRATE_SIZES; i++)
		curve->ns[i] = cost_of_copy(b, calibrate_bytes(i));
	curve->sizes = CALIBRATE_SIZES;
}

static int open_sockets(struct bench *b)
{
	int pair[2], room = 2 * (int)LARGEST; /* the kernel cuts it at net.core.wmem_max */
	struct epoll_event in = { .events = EPOLLIN };
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	b->from = own_fd(pair[0], PROTO_UNIX);
	b->to = own_fd(pair[1], PROTO_UNIX);
	setsockopt(b->from, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	b->epfd = own_fd(epoll_create1(EPOLL_CLOEXEC), PROTO_EPOLL);
	if (b->epfd < 0)
		return b->epfd;
	return epoll_ctl(b->epfd, EPOLL_CTL_ADD, b->to, &in) < 0 ? -errno : 0;
}

/* Written to once, so that no sample meets a page fault. */
static int map_buffers(struct bench *b)
{
	void *at = mmap(NULL, 2 * LARGEST, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (at == MAP_FAILED)
		return -errno;
	memset(at, 1, 2 * LARGEST);
	b->buffer = at;
	b->other = b->buffer + LARGEST;
	return 0;
}

static void close_bench(struct bench *b)
{
	own_fd_close(b->epfd);
	own_fd_close(b->from);
	own_fd_close(b->to);
	if (b->buffer)
		munmap(b->buffer, 2 * LARGEST);
}

int calibrate(struct calibration *c)
{
	struct bench b = { .from = -1, .to = -1, .epfd = -1 };
	memset(c, 0, sizeof *c);
	clock_init();
	uint64_t start = clock_ns();
	int error = open_sockets(&b);
	if (error == 0 && (error = map_buffers(&b)) == 0) {
		c->null_call_ns = cost_of_call(null_call, &b);
		c->empty_wait_ns = cost_of_call(empty_wait, &b);
		c->empty_read_ns = cost_of_call(empty_read, &b);
		copies(&b, &c->heap_copy);
		error = transfers(&b, c);
	}
	close_bench(&b);
	c->took_ns = clock_since(start, clock_ns());
	return error;
}
