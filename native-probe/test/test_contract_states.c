/* What every engine says in every state a descriptor can be in: what poll(2) says, and epoll_ctl(2)'s refusals. */
#include "contract.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "states.h"

#define ALL STATE_EVENTS

static short polled(int fd)
{
	struct pollfd one = { .fd = fd, .events = ALL };
	poll(&one, 1, 0);
	return one.revents;
}

/* epoll_ctl(2)'s own answer to ADD. */
static int kernels_answer(int fd)
{
	int epfd = epoll_create1(0);
	struct epoll_event event = { .events = ALL };
	int rc = epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &event) == 0 ? 0 : -errno;
	close(epfd);
	return rc;
}

static void expect(const struct state *state, const char *when, int actual, int expected)
{
	if (actual != expected)
		test_fail(__FILE__, __LINE__, "%s, armed %s: %#x, not %#x", state->name, when, (unsigned)actual, (unsigned)expected);
}

static int says(int epfd)
{
	struct epoll_event event;
	return app_wait(epfd, &event, 1, 0) ? (int)event.events : 0;
}

static void made(const struct state *state, const struct world *w, bool well)
{
	if (!well)
		test_fail(__FILE__, __LINE__, "%s: %s (errno %d)", state->name, w->failed, w->error);
}

static void enter(const struct state *state, struct world *w)
{
	made(state, w, world_change(w, state));
	world_settles(w, state, 10000);
	if (state->local)
		sets_suspect(w->fd);
}

static void armed_after(const struct state *state)
{
	struct world w;
	int epfd = app_epoll();
	made(state, &w, world_prepare(&w, state));
	enter(state, &w);
	expect(state, "never", polled(w.fd), state->known);
	int rc = app_ctl(epfd, EPOLL_CTL_ADD, w.fd, ALL);
	expect(state, "(ADD)", rc, kernels_answer(w.fd));
	if (rc == 0) {
		expect(state, "after", says(epfd), state->known);
		expect(state, "after, again", says(epfd), state->known);
	}
	app_close(epfd);
}

static void armed_before(const struct state *state)
{
	struct world w;
	int epfd = app_epoll();
	made(state, &w, world_prepare(&w, state));
	if (app_ctl(epfd, EPOLL_CTL_ADD, w.fd, ALL) == 0) {
		expect(state, "(before the change)", says(epfd), polled(w.fd));
		enter(state, &w);
		expect(state, "before", says(epfd), state->known);
		expect(state, "before, again", says(epfd), state->known);
	}
	app_close(epfd);
}

static void allow_files(void)
{
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

CONTRACT(everyStateReadsAsPollSays)
{
	allow_files();
	CHECK(states_count >= 100);
	for (int i = 0; i < states_count; i++) {
		armed_after(&states[i]);
		armed_before(&states[i]);
	}
}

/* A thread asleep in the wait hears of the change by itself. */
CONTRACT(everyChangeWakesASleepingWait)
{
	allow_files();
	for (int i = 0; i < states_count; i++) {
		const struct state *state = &states[i];
		struct world w;
		struct waiter waiter;
		int epfd = app_epoll();
		made(state, &w, world_prepare(&w, state));
		if (state_changes(state) && state->known && app_ctl(epfd, EPOLL_CTL_ADD, w.fd, ALL) == 0 && polled(w.fd) == 0) {
			waiter_start(&waiter, epfd, -1);
			enter(state, &w);
			expect(state, "and asleep", waiter_join(&waiter), 1);
			int final = says(epfd); /* it may have woken half-way through the change */
			expect(state, "and awake", final, state->known);
		}
		app_close(epfd);
	}
}
