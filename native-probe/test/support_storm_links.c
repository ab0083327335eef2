/* The links of a storm, as the set knows them. */
#include "support_storm.h"

#include <fcntl.h>
#include <stdlib.h>

#include "support_sockets.h"

struct storm storm;
static pthread_mutex_t connecting = PTHREAD_MUTEX_INITIALIZER; /* both ends of a pair are one thread's */

int link_ctl(struct link *l, int op, uint32_t events)
{
	uint64_t index = (uint64_t)(l - &storm.links[0][0]);
	struct epoll_event event = { .events = events, .data.u64 = (uint64_t)l->generation << 32 | index };
	l->events = events;
	return set_ctl(storm.epfd, op, l->ours, &event);
}

void link_open(struct link *l, unsigned *seed)
{
	int s[2];
	pthread_mutex_lock(&connecting);
	if (rand_r(seed) % 3)
		tcp_pair(storm.listener, s);
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
	CHECK_EQ(link_ctl(l, EPOLL_CTL_ADD, EPOLLIN | (rand_r(seed) % 3 ? 0 : EPOLLONESHOT)), 0);
}

static void close_ours(struct link *l)
{
	if (l->copy >= 0 && storm.kernel_too && !l->ended)
		CHECK_EQ(link_ctl(l, EPOLL_CTL_DEL, 0), 0);
	app_close(l->ours);
	l->closed_in[l->generation++ % GENERATIONS] = storm.waits;
	if (l->copy >= 0)
		app_close(l->copy);
}

void link_close(struct link *l, bool ours_first)
{
	if (!ours_first && l->theirs >= 0)
		close(l->theirs);
	close_ours(l);
	if (ours_first && l->theirs >= 0)
		close(l->theirs);
}
