/* The thread of a storm that waits: every message is answered, nothing is reported of a descriptor that was closed before the wait began,
 * and a report of input has input. */
#include "support_storm.h"

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
		storm.answers++;
		return;
	}
	CHECK(n == 0 || errno == ECONNRESET);
	CHECK_EQ(link_ctl(l, EPOLL_CTL_DEL, 0), 0);
	l->ended = true;
}

static void serve(const struct epoll_event *event, uint64_t wait)
{
	struct link *l = &storm.links[0][0] + (uint32_t)event->data.u64;
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
			CHECK_EQ(link_ctl(l, EPOLL_CTL_MOD, wanted), 0);
	}
	pthread_mutex_unlock(&l->lock);
}

void *storm_loop(void *unused)
{
	struct epoll_event events[7];
	while (!storm.over) {
		uint64_t wait = ++storm.waits;
		int n = app_wait(storm.epfd, events, 7, wait % 3 ? 50 : 0);
		CHECK(n >= 0);
		for (int i = 0; i < n; i++)
			serve(&events[i], wait);
	}
	return unused;
}
