/* epoll-lazy, all of it at once. */
#include "support_crowd.h"

TEST(noByteIsLeftBehindWhileThreadsReadAndArmAndTheWaiterSleeps)
{
	pollux_begin(ENGINE_epoll_lazy);
	int epfd = app_epoll();
	crowd_enter(epfd);
	crowd_start(1009);
	while (!crowd_served()) {
		struct epoll_event events[CROWD];
		crowd_hand_over(events, app_wait(epfd, events, CROWD, 100));
	}
	crowd_end();
	CHECK_EQ(set_known(epfd)->engine, ENGINE_epoll_lazy);
}
