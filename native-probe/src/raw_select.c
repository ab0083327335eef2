/* pselect6(2) on bit sets as long as they need be, of which only those are passed that have a bit. What is found is polled, for select can't
 * tell HUP and ERR from readable and writable. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "raw_wait.h"
#include "sys.h"

enum { READ, WRITE, EXCEPT, SETS };
static const short means[SETS] = { POLLIN, POLLOUT, POLLPRI };

struct raw {
	int evfd, words, top; /* allocated; in use */
	int members[SETS];
	uint64_t *want[SETS], *got[SETS];
	short *events;      /* by descriptor */
	struct pollfd *at;  /* to verify */
};

static void raw_close(struct raw *r)
{
	for (int s = 0; s < SETS; s++) {
		free(r->want[s]);
		free(r->got[s]);
	}
	if (r->evfd >= 0)
		close(r->evfd);
	free(r->events);
	free(r->at);
	free(r);
}

static void want(struct raw *r, int fd, short events)
{
	for (int s = 0; s < SETS; s++) {
		uint64_t bit = 1ull << (fd % 64), *word = &r->want[s][fd / 64];
		r->members[s] += !!(events & means[s]) - !!(*word & bit);
		*word = events & means[s] ? *word | bit : *word & ~bit;
	}
	r->events[fd] = events;
	r->top = fd / 64 + 1 > r->top ? fd / 64 + 1 : r->top;
}

static bool allocate(struct raw *r, int limit)
{
	bool all = true;
	r->words = limit / 64 + 1;
	for (int s = 0; s < SETS; s++) {
		r->want[s] = calloc((size_t)r->words, 8);
		r->got[s] = calloc((size_t)r->words, 8);
		all = all && r->want[s] && r->got[s];
	}
	r->events = calloc((size_t)limit, sizeof *r->events);
	r->at = calloc((size_t)limit, sizeof *r->at);
	return all && r->events && r->at;
}

static struct raw *raw_open(int limit)
{
	struct raw *r = calloc(1, sizeof *r);
	if (!r)
		return NULL;
	r->evfd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (allocate(r, limit) && r->evfd >= 0 && r->evfd < limit) {
		want(r, r->evfd, POLLIN);
		return r;
	}
	raw_close(r);
	return NULL;
}

static void raw_del(struct raw *r, int fd)
{
	want(r, fd, 0);
}

static uint64_t *passed(struct raw *r, int s)
{
	if (!r->members[s])
		return NULL;
	return memcpy(r->got[s], r->want[s], (size_t)r->top * 8);
}

static int verify(struct raw *r, int n, int *ready, int max)
{
	int found = 0;
	if (n == 0 || sys_poll_now(r->at, (unsigned)n) < 0)
		return 0;
	for (int i = 0; i < n && found < max; i++)
		if (r->at[i].revents)
			ready[found++] = r->at[i].fd;
	return found;
}

static int raw_wait(struct raw *r, int *ready, int max, bool block)
{
	uint64_t *got[SETS];
	struct timespec now = { 0, 0 };
	for (int s = 0; s < SETS; s++)
		got[s] = passed(r, s);
	if (sys_call6(SYS_pselect6, r->top * 64, (long)got[READ], (long)got[WRITE], (long)got[EXCEPT], block ? 0 : (long)&now, 0) <= 0)
		return 0;
	int n = 0;
	for (int w = 0; w < r->top; w++) {
		uint64_t bits = 0;
		for (int s = 0; s < SETS; s++)
			bits |= got[s] ? got[s][w] : 0;
		for (; bits; bits &= bits - 1) {
			int fd = w * 64 + __builtin_ctzll(bits);
			r->at[n++] = (struct pollfd){ .fd = fd, .events = r->events[fd] };
		}
	}
	return verify(r, n, ready, max);
}

const struct raw_wait raw_select = { "select", raw_open, want, want, raw_del, raw_wait, raw_close };
