/* The others of a storm: what is said is heard again, and what is wanted comes, whatever else they do. */
#include "support_storm.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

#define SOON(condition)                                                                          \
	for (uint64_t limit_ = clock_ns() + LIMIT_S * 1000000000ull; !(condition); usleep(50))   \
		CHECK(clock_ns() < limit_)

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
	CHECK_EQ(link_ctl(l, leave ? EPOLL_CTL_DEL : EPOLL_CTL_MOD, 0), 0);
	say(l, message, n);
	CHECK_EQ(link_ctl(l, leave ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, events), 0);
	pthread_mutex_unlock(&l->lock);
	hear(l, message, n);
}

static void want_out(struct link *l)
{
	unsigned before = l->outs;
	pthread_mutex_lock(&l->lock);
	CHECK_EQ(link_ctl(l, EPOLL_CTL_MOD, l->events | EPOLLOUT), 0);
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
	link_close(l, rand_r(seed) % 2);
	link_open(l, seed);
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

void *storm_client(void *number)
{
	struct link *mine = storm.links[(intptr_t)number];
	unsigned seed = (getenv("SEED") ? (unsigned)atoi(getenv("SEED")) : 20071) + (unsigned)(intptr_t)number;
	for (int i = 0; i < LINKS; i++) {
		pthread_mutex_lock(&mine[i].lock);
		link_open(&mine[i], &seed);
		pthread_mutex_unlock(&mine[i].lock);
	}
	do
		act(&mine[rand_r(&seed) % LINKS], &seed);
	while (clock_ns() < storm.until);
	for (int i = 0; i < LINKS; i++) {
		pthread_mutex_lock(&mine[i].lock);
		link_close(&mine[i], true);
		pthread_mutex_unlock(&mine[i].lock);
	}
	return NULL;
}
