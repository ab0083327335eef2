/* A storm on one set: one thread waits and answers, others connect, ask, close, duplicate, half close, reset and change interest all the
 * while, and signals interrupt. Every message is answered, nothing is reported of a descriptor that was closed before the wait began, and
 * a report of input has input. POLLUX_STORM seconds for all engines together (make storm), SEED for another storm. */
#define TEST_SECONDS 1000
#include "contract.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "support_sockets.h"

enum { CLIENTS = 3, LINKS = 17, GENERATIONS = 64, LONGEST = 61, LIMIT_S = 60, SECONDS = 7 };

struct link {
	pthread_mutex_t lock;
	int ours, theirs, copy; /* copy: a duplicate of ours, -1 none */
	uint32_t generation, events;
	uint8_t next;           /* what the loop must read */
	uint8_t sent;
	_Atomic bool ended;     /* the loop met the end of the stream */
	_Atomic unsigned outs;  /* reports of OUT */
	uint64_t closed_in[GENERATIONS]; /* the wait that was on when it had been closed */
};

static struct link links[CLIENTS][LINKS];
static int epfd, listener;
static pthread_mutex_t connecting = PTHREAD_MUTEX_INITIALIZER; /* both ends of a pair are one thread's */
static bool kernel_too; /* the kernel's epoll serves, at times: a duplicate keeps a closed member alive there */
static _Atomic uint64_t waits, answers;
static _Atomic bool over;
static uint64_t until;

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

#define SOON(condition)                                                                          \
	for (uint64_t limit_ = now_ns() + LIMIT_S * 1000000000ull; !(condition); usleep(50))     \
		CHECK(now_ns() < limit_)

/* ---- the interest list; locked ---- */

static int ctl(struct link *l, int op, uint32_t events)
{
	uint64_t index = (uint64_t)(l - &links[0][0]);
	struct epoll_event event = { .events = events, .data.u64 = (uint64_t)l->generation << 32 | index };
	l->events = events;
	return set_ctl(epfd, op, l->ours, &event);
}

static void open_link(struct link *l, unsigned *seed)
{
	int s[2];
	pthread_mutex_lock(&connecting);
	if (rand_r(seed) % 3)
		tcp_pair(listener, s);
	else
		make_pair(s);
	pthread_mutex_unlock(&connecting);
	fcntl(s[0], F_SETFL, O_NONBLOCK);
	l->ours = s[0];
	l->theirs = s[1];
	l->copy = -1;
	l->next = l->sent = 0;
	l->ended = false;
	fd_born(s[0], ROLE_OTHER, PROTO_OTHER, -1);
	CHECK_EQ(ctl(l, EPOLL_CTL_ADD, EPOLLIN | (rand_r(seed) % 3 ? 0 : EPOLLONESHOT)), 0);
}

static void close_ours(struct link *l)
{
	if (l->copy >= 0 && kernel_too && !l->ended)
		CHECK_EQ(ctl(l, EPOLL_CTL_DEL, 0), 0);
	app_close(l->ours);
	l->closed_in[l->generation++ % GENERATIONS] = waits;
	if (l->copy >= 0)
		app_close(l->copy);
}

static void close_link(struct link *l, bool ours_first)
{
	if (!ours_first && l->theirs >= 0)
		close(l->theirs);
	close_ours(l);
	if (ours_first && l->theirs >= 0)
		close(l->theirs);
}

/* ---- the thread that waits ---- */

static void answer(struct link *l, uint32_t events)
{
	uint8_t message[LONGEST];
	ssize_t n = read(l->ours, message, sizeof message);
	if (n < 0 && errno == EAGAIN) {
		CHECK(!(events & EPOLLIN));
		return;
	}
	for (ssize_t i = 0; i < n; i++)
		CHECK_EQ(message[i], l->next++);
	if (n > 0) {
		ssize_t written = write(l->ours, message, (size_t)n);
		CHECK(written == n || errno == EPIPE || errno == ECONNRESET);
		answers++;
		return;
	}
	CHECK(n == 0 || errno == ECONNRESET);
	CHECK_EQ(ctl(l, EPOLL_CTL_DEL, 0), 0);
	l->ended = true;
}

static void serve(const struct epoll_event *event, uint64_t wait)
{
	struct link *l = &links[0][0] + (uint32_t)event->data.u64;
	uint32_t generation = (uint32_t)(event->data.u64 >> 32), events = event->events;
	pthread_mutex_lock(&l->lock);
	if (l->generation != generation) { /* closed since: it may have been on its way */
		CHECK(l->closed_in[generation % GENERATIONS] >= wait);
	} else if (!l->ended) {
		uint32_t wanted = l->events & ~(uint32_t)EPOLLOUT;
		l->outs += (events & EPOLLOUT) != 0;
		if (events & ~(uint32_t)EPOLLOUT)
			answer(l, events);
		if (!l->ended && (wanted != l->events || (wanted & EPOLLONESHOT)))
			CHECK_EQ(ctl(l, EPOLL_CTL_MOD, wanted), 0);
	}
	pthread_mutex_unlock(&l->lock);
}

static void *loop(void *unused)
{
	struct epoll_event events[7];
	while (!over) {
		uint64_t wait = ++waits;
		int n = app_wait(epfd, events, 7, wait % 3 ? 50 : 0);
		CHECK(n >= 0);
		for (int i = 0; i < n; i++)
			serve(&events[i], wait);
	}
	return unused;
}

/* ---- the others ---- */

static void say(struct link *l, uint8_t *message, int n)
{
	for (int i = 0; i < n; i++)
		message[i] = l->sent++;
	CHECK_EQ(write(l->theirs, message, (size_t)n), n);
}

static void hear(struct link *l, const uint8_t *message, int n)
{
	uint8_t back[LONGEST];
	for (int got = 0; got < n;) {
		struct pollfd one = { .fd = l->theirs, .events = POLLIN };
		int rc;
		while ((rc = poll(&one, 1, LIMIT_S * 1000)) < 0 && errno == EINTR)
			;
		CHECK_EQ(rc, 1);
		ssize_t more = read(l->theirs, back + got, (size_t)(n - got));
		CHECK(more > 0);
		for (ssize_t i = 0; i < more; i++, got++)
			CHECK_EQ(back[got], message[got]);
	}
}

/* What is said while the set has no interest in it is heard when it has. */
static void interrupted_interest(struct link *l, bool leave, uint8_t *message, int n)
{
	pthread_mutex_lock(&l->lock);
	uint32_t events = l->events;
	CHECK_EQ(ctl(l, leave ? EPOLL_CTL_DEL : EPOLL_CTL_MOD, 0), 0);
	say(l, message, n);
	CHECK_EQ(ctl(l, leave ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, events), 0);
	pthread_mutex_unlock(&l->lock);
	hear(l, message, n);
}

static void want_out(struct link *l)
{
	unsigned before = l->outs;
	pthread_mutex_lock(&l->lock);
	CHECK_EQ(ctl(l, EPOLL_CTL_MOD, l->events | EPOLLOUT), 0);
	pthread_mutex_unlock(&l->lock);
	SOON(l->outs > before);
}

/* The stream ends one way or another; the loop must notice. */
static void end_stream(struct link *l, int how)
{
	if (how == 0) {
		shutdown(l->theirs, SHUT_WR);
	} else if (how == 1) {
		shutdown(l->ours, SHUT_RD);
		sets_suspect(l->ours);
	} else {
		struct linger at_once = { .l_onoff = how == 2 };
		setsockopt(l->theirs, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
		close(l->theirs);
		l->theirs = -1;
	}
	SOON(l->ended);
}

static void begin_again(struct link *l, unsigned *seed)
{
	pthread_mutex_lock(&l->lock);
	close_link(l, rand_r(seed) % 2);
	open_link(l, seed);
	pthread_mutex_unlock(&l->lock);
}

static void duplicate(struct link *l)
{
	pthread_mutex_lock(&l->lock);
	if (l->copy >= 0) {
		app_close(l->copy);
		l->copy = -1;
	} else {
		l->copy = dup(l->ours);
		CHECK(l->copy >= 0);
		fd_born(l->copy, ROLE_OTHER, PROTO_OTHER, -1);
	}
	pthread_mutex_unlock(&l->lock);
}

static void act(struct link *l, unsigned *seed)
{
	uint8_t message[LONGEST];
	int n = 1 + rand_r(seed) % LONGEST, what = rand_r(seed) % 16;
	switch (what) {
	case 0: case 1: interrupted_interest(l, what, message, n); break;
	case 2: want_out(l); break;
	case 3: end_stream(l, rand_r(seed) % 4); begin_again(l, seed); break;
	case 4: begin_again(l, seed); break;
	case 5: duplicate(l); break;
	default: say(l, message, n); hear(l, message, n);
	}
}

static void *client(void *number)
{
	struct link *mine = links[(intptr_t)number];
	unsigned seed = (getenv("SEED") ? (unsigned)atoi(getenv("SEED")) : 20071) + (unsigned)(intptr_t)number;
	for (int i = 0; i < LINKS; i++) {
		pthread_mutex_lock(&mine[i].lock);
		open_link(&mine[i], &seed);
		pthread_mutex_unlock(&mine[i].lock);
	}
	do
		act(&mine[rand_r(&seed) % LINKS], &seed);
	while (now_ns() < until);
	for (int i = 0; i < LINKS; i++) {
		pthread_mutex_lock(&mine[i].lock);
		close_link(&mine[i], true);
		pthread_mutex_unlock(&mine[i].lock);
	}
	return NULL;
}

/* ---- the storm ---- */

static void start(pthread_t *thread, void *(*run)(void *), intptr_t argument)
{
	CHECK(pthread_create(thread, NULL, run, (void *)argument) == 0);
}

static void storm(void *(*also)(void *))
{
	pthread_t waiter, other, clients[CLIENTS];
	const char *seconds = getenv("POLLUX_STORM");
	until = now_ns() + (uint64_t)(seconds ? atoi(seconds) : SECONDS) * 1000000000 / (engine_count() + 1);
	signal(SIGPIPE, SIG_IGN);
	listener = tcp_listener(0);
	epfd = app_epoll();
	for (int i = 0; i < CLIENTS * LINKS; i++)
		pthread_mutex_init(&links[i / LINKS][i % LINKS].lock, NULL);
	barrage(700);
	start(&waiter, loop, 0);
	for (intptr_t i = 0; i < CLIENTS; i++)
		start(&clients[i], client, i);
	if (also)
		start(&other, also, 0);
	for (int i = 0; i < CLIENTS; i++)
		pthread_join(clients[i], NULL);
	over = true;
	pthread_join(waiter, NULL);
	if (also)
		pthread_join(other, NULL);
	barrage(0);
}

/* Nothing is left of all that came and went. */
static void clear_sky(void)
{
	struct epoll_event event;
	CHECK(answers > 0);
	CHECK_EQ(app_wait(epfd, &event, 1, 0), 0);
	CHECK_EQ(set_rows[set_row_of(epfd)].members, 0);
	for (int i = 0; i < FALLBACKS; i++)
		CHECK_EQ(fallback_rows[i].count, 0);
	CHECK_EQ(sets_release(LIMIT_S * 1000), 0);
	CHECK_EQ(sets_own_fds(), 0);
}

CONTRACT(everyMessageOfAStormIsAnswered)
{
	kernel_too = engines[engine]->kernel;
	storm(NULL);
	CHECK_EQ(set_known(epfd)->engine, engine);
	clear_sky();
}

static void *change_engines(void *unused)
{
	for (uint32_t n = 0; !over; n++) {
		uint32_t to = n % engine_count();
		if (engine_probe(to) == 0)
			CHECK_EQ(set_use(epfd, to), 0);
		usleep(1000);
	}
	return unused;
}

TEST(everyMessageOfAStormIsAnsweredWhileEnginesChange)
{
	pollux_begin(ENGINE_epoll);
	kernel_too = true;
	storm(change_engines);
	clear_sky();
}
