/* What every contract test does. */
#include "contract.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "clock.h"
#include "idle.h"

struct contract {
	struct test test;
	char name[96];
	void (*body)(int);
};

static struct contract *contracts[1024];
static int contracts_used;

static void run(int index)
{
	struct contract *c = contracts[index];
	int engine = index % (int)engine_count();
	pollux_begin(engine);
	c->body(engine);
}

/* Slots are handed out in whole rows of engines, so that a slot tells its engine. */
void contract_register(const char *claim, void (*body)(int), unsigned seconds)
{
	for (uint32_t i = 0; i < engine_count(); i++) {
		struct contract *c = calloc(1, sizeof *c);
		snprintf(c->name, sizeof c->name, "%s/%s", claim, engine_name(i));
		c->body = body;
		c->test = (struct test){ .name = c->name, .seconds = seconds, .run_on = run, .argument = contracts_used };
		contracts[contracts_used++] = c;
		test_register(&c->test);
	}
}

void pollux_begin(int engine)
{
	clock_init();
	CHECK(ledger_open() >= 0);
	if (engine_probe((uint32_t)engine) < 0)
		test_skip("this kernel refuses the engine");
	CHECK(sets_use((uint32_t)engine) >= 0);
}

int app_epoll(void)
{
	int epfd = epoll_create1(EPOLL_CLOEXEC);
	CHECK(epfd >= 0);
	fd_born(epfd, ROLE_OTHER, PROTO_EPOLL, -1);
	set_created(epfd);
	CHECK_EQ(set_known(epfd)->engine, sets_engine); /* served as asked, not fallen back */
	return epfd;
}

int stock_epoll(int fd, uint32_t events)
{
	int epfd = epoll_create1(EPOLL_CLOEXEC);
	/* the JDK leaves garbage in the upper half of data */
	struct epoll_event event = { .events = events, .data.u64 = 0x7f5600000000ull << 16 | (uint32_t)fd };
	CHECK(epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &event) == 0);
	return epfd;
}

void app_close(int fd)
{
	set_closing(fd);
	sets_forget(fd);
	fd_dead(fd);
	CHECK(close(fd) == 0);
}

ssize_t app_read_stream(int fd, void *to, size_t bytes)
{
	struct fd_row *row = fd_row_of(fd);
	uint64_t seen = idle_sample(fd);
	ssize_t n = read(fd, to, bytes);
	if (seen != IDLE_UNASKED)
		idle_read(row, fd, seen, n ? n : -1, n < 0 && errno == EAGAIN, bytes);
	return n;
}

void app_born(int fd, enum fd_proto proto)
{
	sets_forget(fd);
	fd_born(fd, ROLE_OTHER, proto, -1);
}

int app_ctl(int epfd, int op, int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.u64 = (uint32_t)fd };
	return set_ctl(epfd, op, fd, &event);
}

int app_wait(int epfd, struct epoll_event *events, int max, int timeout_ms)
{
	int n;
	while ((n = set_wait(epfd, events, max, timeout_ms)) == -EINTR)
		;
	return n;
}

uint32_t app_one(int epfd, int fd)
{
	struct epoll_event events[8];
	CHECK_EQ(app_wait(epfd, events, 8, -1), 1);
	CHECK_EQ(events[0].data.u64, fd);
	return events[0].events;
}

static void nothing(int signal) { (void)signal; }

void barrage(int every_us)
{
	struct sigaction action = { .sa_handler = nothing, .sa_flags = SA_RESTART };
	sigaction(SIGALRM, &action, NULL);
	struct itimerval timer = { { 0, every_us }, { 0, every_us } };
	setitimer(ITIMER_REAL, &timer, NULL);
}

uint64_t counted(int epfd, enum set_column column)
{
	return set_rows[set_row_of(epfd)].c[column];
}

int app_ready(int epfd)
{
	struct epoll_event events[64];
	return app_wait(epfd, events, 64, 0);
}

void make_pipe(int ends[2])
{
	CHECK(pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0);
}

void make_pair(int ends[2])
{
	CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0);
}

void add_pipe(int epfd, int ends[2])
{
	make_pipe(ends);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, ends[0], EPOLLIN), 0);
}

void add_pair(int epfd, int ends[2])
{
	make_pair(ends);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, ends[0], EPOLLIN), 0);
}

void write_byte(int fd)
{
	CHECK(write(fd, "x", 1) == 1);
}

void read_byte(int fd)
{
	char byte;
	CHECK(read(fd, &byte, 1) == 1);
}

static bool asleep(struct set *s)
{
	if (engines[s->engine]->kernel)
		return s->kernel_waiters > 0;
	pthread_mutex_lock(&s->lock);
	bool is = s->asleep;
	pthread_mutex_unlock(&s->lock);
	return is;
}

void await_sleeper(int epfd)
{
	struct set *s = set_known(epfd);
	CHECK(s != NULL);
	AWAIT(asleep(s));
}

static void *wait_there(void *arg)
{
	struct waiter *w = arg;
	w->result = (w->stubborn ? app_wait : set_wait)(w->epfd, w->events, w->max, w->timeout_ms);
	w->done = true;
	return NULL;
}

static void start(struct waiter *w, int epfd, int timeout_ms, bool stubborn)
{
	w->stubborn = stubborn;
	w->epfd = epfd;
	w->max = 64;
	w->timeout_ms = timeout_ms;
	w->done = false;
	CHECK(pthread_create(&w->thread, NULL, wait_there, w) == 0);
	AWAIT(asleep(set_known(epfd)) || w->done);
}

void waiter_start(struct waiter *w, int epfd, int timeout_ms)
{
	start(w, epfd, timeout_ms, false);
}

void waiter_start_stubborn(struct waiter *w, int epfd, int timeout_ms)
{
	start(w, epfd, timeout_ms, true);
}

int waiter_join(struct waiter *w)
{
	CHECK(pthread_join(w->thread, NULL) == 0);
	return w->result;
}

uint32_t waiter_woken_by(struct waiter *w, int fd)
{
	CHECK_EQ(waiter_join(w), 1);
	CHECK_EQ(w->events[0].data.u64, fd);
	return w->events[0].events;
}
