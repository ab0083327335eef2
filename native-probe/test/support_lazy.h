/* What tests of epoll-lazy share: sockets are born as a hook sees it, read as hooks read, and wake-ups written and drained as hooks do. */
#ifndef POLLUX_SUPPORT_LAZY_H
#define POLLUX_SUPPORT_LAZY_H

#include "contract.h"

#define ARMED (EPOLLIN | EPOLLONESHOT)

/* A set, a TCP connection in it and the other end, both non-blocking. */
struct scene { int epfd, fd, peer; };

/* Opens the connection; it enters no set. */
void lazy_connection(struct scene *c);
/* The same, under a number that is free. */
void lazy_connection_at(struct scene *c, int fd);
/* Engine epoll-lazy, an idle set, and a connection in it with interest in `events`. */
struct scene lazy_scene(uint32_t events);
/* System calls the set has counted. */
uint64_t lazy_calls(struct scene c);
/* Ten bytes from the other end, and a read that takes them and finds the end of the queue. */
void request(struct scene c);
void serve(struct scene c);

/* A set and an eventfd that wakes it. */
struct alarm { int epfd, fd; };

/* Engine epoll-lazy, a set, and in it an eventfd that has been drained once: the next drain need not read. */
struct alarm lazy_alarm(void);
void alarm_wake(struct alarm a);
/* How many bytes were read: none where the read is left out. */
int alarm_drain(struct alarm a);
/* One wake-up, reported, drained by a read of `bytes`, and gone. */
void wake_once(struct alarm a, int bytes);
/* The counter, and zero from now on. */
uint64_t counter_of(struct alarm a);

#endif
