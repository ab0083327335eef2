/* The contract suite: one body, run once for each engine of engines.def, named claim/engine. */
#ifndef POLLUX_CONTRACT_H
#define POLLUX_CONTRACT_H

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#include "set_core.h"
#include "test.h"

/* CONTRACT(claim) { ... }: `engine` is the index of the engine under test, in use for every set that is created. */
#define CONTRACT(id)                                                                                           \
	static void contract_##id(int engine);                                                                 \
	__attribute__((constructor)) static void contract_add_##id(void) { contract_register(#id, contract_##id, TEST_SECONDS); } \
	static void contract_##id(int engine __attribute__((unused)))
void contract_register(const char *claim, void (*body)(int), unsigned seconds);

/* Clock, ledger, and `engine` for all sets. What CONTRACT calls first. */
void pollux_begin(int engine);

/* Of option `lazy`: a set inside another one is left to the kernel. */
#define NOT_NESTED "removal+rearm+wakeup+sendfile"

/* What the hooks do around the application's calls. */
int app_epoll(void);
void app_close(int fd);
/* read(2) of a stream as the hooks do it. */
ssize_t app_read_stream(int fd, void *to, size_t bytes);
/* The descriptor's birth as a hook sees it. */
void app_born(int fd, enum fd_proto proto);
/* set_ctl with data = fd, as the JDK passes it. 0 or -errno. */
int app_ctl(int epfd, int op, int fd, uint32_t events);
/* set_wait until something other than EINTR; the number of events. */
int app_wait(int epfd, struct epoll_event *events, int max, int timeout_ms);
/* Waits without a time-out for exactly one event and gives its mask; checks that it is fd's. */
uint32_t app_one(int epfd, int fd);
/* One column of the set's row. */
uint64_t counted(int epfd, enum set_column column);
/* A signal every so many us, 0: no more. They go on, so that one comes during the wait. */
void barrage(int every_us);
/* Events waiting now. */
int app_ready(int epfd);

/* An epoll instance that no hook has seen, with fd in it. */
int stock_epoll(int fd, uint32_t events);

/* pipe(2) or socketpair(2), non-blocking; checked. */
void make_pipe(int ends[2]);
void make_pair(int ends[2]);
/* The same, with its first end in the set for EPOLLIN. */
void add_pipe(int epfd, int ends[2]);
void add_pair(int epfd, int ends[2]);
void write_byte(int fd);
void read_byte(int fd);

/* Blocks until a thread sleeps inside a wait on the set. */
void await_sleeper(int epfd);

struct waiter {
	pthread_t thread;
	int epfd, max, timeout_ms, result;
	struct epoll_event events[64];
	bool stubborn; /* EINTR does not end it */
	_Atomic bool done;
};
/* A thread in set_wait, asleep (or out again) when this returns. */
void waiter_start(struct waiter *w, int epfd, int timeout_ms);
/* The same for a wait that starts again after EINTR, as the JDK's do. */
void waiter_start_stubborn(struct waiter *w, int epfd, int timeout_ms);
/* Joins; the result of the wait. */
int waiter_join(struct waiter *w);
/* Joins; checks that the wait gave exactly one event, and that it is fd's. Its mask. */
uint32_t waiter_woken_by(struct waiter *w, int fd);

/* Yields until a condition holds; the runner's time limit ends it otherwise. */
#define AWAIT(condition) while (!(condition)) usleep(100)

#endif
