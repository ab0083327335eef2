/* Random traffic on pipes, UNIX and TCP sockets, random interest; after each burst what a wait reports must be what poll(2) says of
 * every member, no more and no less. */
#include "contract.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>

enum { ENDS = 47, ROUNDS = 601, BURST = 97 };

struct end {
	int fd, peer;
	uint32_t events;
	bool member, fired;
};

static struct end ends[ENDS];
static int epfd;

static void make_tcp(int s[2])
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	int l = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(bind(l, (struct sockaddr *)&at, size) == 0 && listen(l, 1) == 0);
	CHECK(getsockname(l, (struct sockaddr *)&at, &size) == 0);
	s[0] = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(connect(s[0], (struct sockaddr *)&at, size) == 0);
	s[1] = accept(l, NULL, NULL);
	close(l);
	fcntl(s[0], F_SETFL, O_NONBLOCK);
	fcntl(s[1], F_SETFL, O_NONBLOCK);
}

static void open_end(struct end *e)
{
	int p[2];
	int kind = rand() % 4;
	switch (kind) {
	case 0: make_pipe(p); break;
	case 1: make_pipe(p); { int r = p[0]; p[0] = p[1]; p[1] = r; } break;
	case 2: make_pair(p); break;
	default: make_tcp(p);
	}
	if (rand() % 3)
		app_born(p[0], kind < 2 ? PROTO_PIPE : kind == 2 ? PROTO_UNIX : PROTO_TCP);
	*e = (struct end){ .fd = p[0], .peer = p[1] };
}

static uint32_t random_interest(void)
{
	static const uint32_t masks[] = { 0, EPOLLIN, EPOLLIN, EPOLLIN | EPOLLRDHUP, EPOLLOUT, EPOLLIN | EPOLLOUT, EPOLLPRI | EPOLLIN, EPOLLPRI };
	return masks[rand() % 8] | (rand() % 4 ? 0 : EPOLLONESHOT);
}

static void change_interest(struct end *e)
{
	uint32_t events = random_interest();
	if (rand() % 6 == 0 && e->member) {
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, e->fd, 0), 0);
		e->member = false;
		return;
	}
	CHECK_EQ(app_ctl(epfd, e->member ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, e->fd, events), 0);
	*e = (struct end){ .fd = e->fd, .peer = e->peer, .events = events, .member = true };
}

static void recycle(struct end *e)
{
	app_close(e->fd);
	if (e->peer >= 0)
		app_close(e->peer);
	open_end(e);
}

static void act(struct end *e)
{
	static char block[70000];
	switch (rand() % 12) {
	case 0: case 1: (void)!write(e->peer, block, 1 + (size_t)rand() % 50); break;
	case 2: case 3: (void)!app_read_stream(e->fd, block, 1 + (size_t)rand() % 50); break;
	case 4: (void)!app_read_stream(e->fd, block, sizeof block); break;
	case 5: while (write(e->fd, block, sizeof block) > 0) ; break;
	case 6: while (read(e->peer, block, sizeof block) > 0) ; break;
	case 7: send(e->peer, "!", 1, MSG_OOB | MSG_NOSIGNAL); break;
	case 8: if (rand() % 9 == 0) shutdown(e->peer, rand() % 3); break;
	case 9: if (rand() % 9 == 0) { shutdown(e->fd, rand() % 3); sets_suspect(e->fd); } break;
	case 10: if (rand() % 5 == 0) recycle(e); break;
	default: change_interest(e);
	}
}

static uint32_t truth(const struct end *e)
{
	struct pollfd one = { .fd = e->fd, .events = (short)e->events };
	return e->member && !e->fired && poll(&one, 1, 0) == 1 ? (uint16_t)one.revents : 0;
}

static uint32_t reported(const struct epoll_event *events, int n, int fd)
{
	for (int i = 0; i < n; i++)
		if ((int)events[i].data.u64 == fd)
			return events[i].events;
	return 0;
}

static void note_fired(const struct epoll_event *events, int n)
{
	for (int i = 0; i < ENDS; i++)
		ends[i].fired |= (ends[i].events & EPOLLONESHOT) && reported(events, n, ends[i].fd);
}

static bool agree(const struct end *e, uint32_t says, uint32_t is)
{
	/* a one-shot that has fired can't be asked again: since then more may have come, but nothing has gone */
	return says == is || (says && (e->events & EPOLLONESHOT) && (says & ~is) == 0);
}

/* Loopback TCP may settle between the wait and the poll (its softirq is put off while the machine is busy): asked again, both must agree. */
static void check_end(int round, const struct end *e, uint32_t says, uint32_t is)
{
	struct epoll_event events[ENDS + 1];
	for (int again = 0; !agree(e, says, is) && !e->fired && again < 200; again++) {
		usleep(1000);
		int n = app_wait(epfd, events, ENDS + 1, 0);
		is = truth(e);
		says = reported(events, n, e->fd);
		note_fired(events, n);
	}
	if (!agree(e, says, is) && !(says == 0 && e->fired))
		test_fail(__FILE__, __LINE__, "round %d, fd %d, interest %#x: %#x, poll says %#x", round, e->fd, e->events, says, is);
}

static void check_round(int round)
{
	struct epoll_event events[ENDS + 1];
	uint32_t is[ENDS];
	int n = app_wait(epfd, events, ENDS + 1, 0), seen = 0;
	for (int i = 0; i < ENDS; i++)
		is[i] = truth(&ends[i]);
	note_fired(events, n);
	for (int i = 0; i < ENDS; i++) {
		uint32_t says = reported(events, n, ends[i].fd);
		seen += says != 0;
		check_end(round, &ends[i], says, is[i]);
	}
	CHECK(seen <= n);
}

static void run(void (*between)(int round))
{
	srand(getenv("SEED") ? (unsigned)atoi(getenv("SEED")) : 20071);
	epfd = app_epoll();
	for (int i = 0; i < ENDS; i++) {
		open_end(&ends[i]);
		change_interest(&ends[i]);
	}
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = rand() % BURST; i > 0; i--)
			act(&ends[rand() % ENDS]);
		if (between)
			between(round);
		check_round(round);
	}
}

static void ignore_sigpipe(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigaction(SIGPIPE, &ignore, NULL);
}

CONTRACT(randomTrafficReadsAsPollSays)
{
	ignore_sigpipe();
	run(NULL);
	CHECK_EQ(set_known(epfd)->engine, engine);
}

CONTRACT(randomTrafficReadsAsPollSaysWithAShortSignalQueue)
{
	struct rlimit limit = { 16, 16 };
	CHECK(setrlimit(RLIMIT_SIGPENDING, &limit) == 0);
	ignore_sigpipe();
	run(NULL);
}

static void change_engine(int round)
{
	if (round % 5 == 0)
		CHECK_EQ(set_use(epfd, (uint32_t)(round / 5) % engine_count()), 0);
}

TEST(randomTrafficReadsAsPollSaysWhileEnginesChange)
{
	pollux_begin(0);
	ignore_sigpipe();
	run(change_engine);
}
