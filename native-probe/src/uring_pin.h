/* Tells when a closed ring has let go of its files. close(2) of a ring returns before its poll requests are cancelled (the kernel does that
 * in a worker), and until then every armed file is pinned: the peer of a socket that the application closes sees no end, and the kernel's
 * epoll goes on reporting it. So each ring has one file of ours armed as well, the write end of a pipe: when nobody but the ring has it
 * and its reader sees the end, the ring has let go.
 *
 * A moment later the kernel tells the thread that owned the ring, by a task work that interrupts it like a signal (io_ring_exit_work, Linux
 * 6.18): if it sleeps in epoll_wait(2) by then, it gets EINTR once. The JDK's waits start again. */
#ifndef POLLUX_URING_PIN_H
#define POLLUX_URING_PIN_H

struct uring_pin { int armed, reader; };

/* Two descriptors. 0 or -errno. */
int pin_open(struct uring_pin *p);
/* The ring is closed: waits until it is gone, 100 ms at most, and closes both. */
void pin_close(struct uring_pin *p);

#endif
