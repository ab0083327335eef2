#include "error_cases.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "ask.h"
#include "set.h"
#include "states.h"
#include "sys.h"

#define WAIT_MS 2000

/* An epoll instance: the kernel's (engine < 0), or one that an engine serves. */
struct door {
	int epfd, engine;
};

static struct door open_door(int engine)
{
	return (struct door){ engine < 0 ? epoll_create1(EPOLL_CLOEXEC) : served_by((uint32_t)engine), engine };
}

static void close_door(struct door door)
{
	if (door.engine < 0)
		close(door.epfd);
	else
		served_close(door.epfd);
}

static int ctl(struct door door, int op, int fd)
{
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
	return door.engine < 0 ? sys_call(SYS_epoll_ctl, door.epfd, op, fd, (long)&event, 0) : set_ctl(door.epfd, op, fd, &event);
}

static int wait_for(struct door door, int max, int timeout_ms)
{
	struct epoll_event event;
	return door.engine < 0 ? sys_epoll_wait(door.epfd, &event, max, timeout_ms) : set_wait(door.epfd, &event, max, timeout_ms);
}

/* ---- what cases need ---- */

static int pipe_fd, regular_fd, closed_fd; /* the end of a pipe to read, a file, a number that is not open */

void error_cases_prepare(void)
{
	static struct world pipe_world, regular_world;
	world_prepare(&pipe_world, state_named("pipe-r/no data, writer open"));
	world_prepare(&regular_world, state_named("regular/data O_RDONLY"));
	pipe_fd = pipe_world.fd;
	regular_fd = regular_world.fd;
	closed_fd = fcntl(pipe_fd, F_DUPFD, 500);
	close(closed_fd);
}

static void nothing(int signal)
{
	(void)signal;
}

/* A signal every 10 ms, from 10 ms on: one comes while the call waits. */
static void interrupt(bool on)
{
	struct sigaction action = { .sa_handler = nothing, .sa_flags = SA_RESTART };
	struct itimerval timer = { { 0, on ? 10000 : 0 }, { 0, on ? 10000 : 0 } };
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

/* The soft limit becomes `n`; what it was. */
static rlim_t limit_files(rlim_t n)
{
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	rlim_t before = limit.rlim_cur;
	limit.rlim_cur = n;
	setrlimit(RLIMIT_NOFILE, &limit);
	return before;
}

static int select_on(int nfds, int fd, int timeout_ms)
{
	static unsigned long set[(1 << 20) / (8 * sizeof(unsigned long))];
	struct timespec time = { timeout_ms / 1000, timeout_ms % 1000 * 1000000 };
	memset(set, 0, sizeof set);
	if (fd >= 0)
		set[(unsigned)fd / (8 * sizeof set[0])] = 1UL << ((unsigned)fd % (8 * sizeof set[0]));
	return sys_call6(SYS_pselect6, nfds, (long)set, 0, 0, (long)&time, 0);
}

/* ---- the cases ---- */

#define CASE(id) int error_##id(int engine __attribute__((unused)))

CASE(select_closed) { return select_on(closed_fd + 1, closed_fd, 0); }
CASE(select_negative) { return select_on(-1, -1, 0); }
CASE(select_past_table) { return select_on(1 << 20, (1 << 20) - 1, 0); }
CASE(poll_closed) { struct pollfd one = { .fd = closed_fd }; sys_poll_now(&one, 1); return one.revents; }
CASE(poll_ignored) { struct pollfd one = { .fd = -1, .events = POLLIN }; return sys_poll_now(&one, 1); }
CASE(setsig_none) { return fcntl(pipe_fd, F_SETSIG, 65) < 0 ? -errno : 0; }
CASE(async_regular) { return fcntl(regular_fd, F_SETFL, O_ASYNC) < 0 ? -errno : 0; }
CASE(fioasync_regular) { return ioctl(regular_fd, FIOASYNC, &(int){ 1 }) < 0 ? -errno : 0; }
CASE(wait_on_pipe) { return wait_for((struct door){ pipe_fd, -1 }, 1, 0); }
CASE(wait_on_closed) { return wait_for((struct door){ closed_fd, -1 }, 1, 0); }

CASE(select_above_limit)
{
	rlim_t before = limit_files(64);
	int rc = select_on(65, -1, 0);
	limit_files(before);
	return rc;
}

CASE(poll_above_limit)
{
	struct pollfd many[65];
	for (int i = 0; i < 65; i++)
		many[i] = (struct pollfd){ .fd = -1 };
	rlim_t before = limit_files(64);
	int rc = sys_poll_now(many, 65);
	limit_files(before);
	return rc;
}

CASE(dup_above_limit)
{
	rlim_t before = limit_files(0);
	int fd = dup(pipe_fd);
	int rc = fd < 0 ? -errno : 0;
	shut(&fd);
	limit_files(before);
	return rc;
}

CASE(select_interrupted)
{
	interrupt(true);
	int rc = select_on(pipe_fd + 1, pipe_fd, WAIT_MS);
	interrupt(false);
	return rc;
}

CASE(poll_interrupted)
{
	struct pollfd one = { .fd = pipe_fd, .events = POLLIN };
	interrupt(true);
	int rc = sys_ppoll(&one, 1, WAIT_MS * 1000000LL);
	interrupt(false);
	return rc;
}

static int by_ctl(int engine, int op, int fd, bool member)
{
	struct door door = open_door(engine);
	if (member)
		ctl(door, EPOLL_CTL_ADD, fd);
	int rc = ctl(door, op, fd == -1 ? door.epfd : fd);
	close_door(door);
	return rc;
}

CASE(add_regular) { return by_ctl(engine, EPOLL_CTL_ADD, regular_fd, false); }
CASE(add_closed) { return by_ctl(engine, EPOLL_CTL_ADD, closed_fd, false); }
CASE(add_twice) { return by_ctl(engine, EPOLL_CTL_ADD, pipe_fd, true); }
CASE(mod_absent) { return by_ctl(engine, EPOLL_CTL_MOD, pipe_fd, false); }
CASE(del_absent) { return by_ctl(engine, EPOLL_CTL_DEL, pipe_fd, false); }
CASE(add_itself) { return by_ctl(engine, EPOLL_CTL_ADD, -1, false); }

CASE(add_circle)
{
	struct door a = open_door(engine), b = open_door(engine);
	int rc = ctl(a, EPOLL_CTL_ADD, b.epfd);
	rc = rc < 0 ? rc : ctl(b, EPOLL_CTL_ADD, a.epfd);
	close_door(b);
	close_door(a);
	return rc;
}

CASE(wait_no_room)
{
	struct door door = open_door(engine);
	int rc = wait_for(door, 0, 0);
	close_door(door);
	return rc;
}

CASE(wait_interrupted)
{
	struct door door = open_door(engine);
	ctl(door, EPOLL_CTL_ADD, pipe_fd);
	interrupt(true);
	int rc = wait_for(door, 1, WAIT_MS);
	interrupt(false);
	close_door(door);
	return rc;
}
