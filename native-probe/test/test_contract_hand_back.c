/* Detach's first step: the kernel's own lists hold what Pollux kept, entry by entry. */
#include "contract.h"

#include "hand_back.h"

CONTRACT(aSetHandedBackHasEveryEntryInTheKernelsList)
{
	int epfd = app_epoll(), idle[7][2], closed[2];
	for (int i = 0; i < 7; i++) {
		make_pair(idle[i]);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, idle[i][0], i % 2 ? EPOLLIN : EPOLLIN | EPOLLOUT | EPOLLONESHOT), 0);
	}
	add_pipe(epfd, closed);
	close(closed[0]);
	sets_hand_back();
	struct hand_back back = hand_back_result();
	CHECK_EQ(set_known(epfd)->engine, ENGINE_epoll);
	CHECK_EQ(back.sets, engine != ENGINE_epoll);
	CHECK_EQ(back.entries, engine != ENGINE_epoll ? 7 : 0);
	CHECK_EQ(back.missing, 0);
	CHECK_EQ(back.foreign, 0);
}

CONTRACT(anEntryThatTheKernelLacksIsMissed)
{
	if (engine == ENGINE_epoll)
		return;
	int epfd = app_epoll(), idle[3][2];
	for (int i = 0; i < 3; i++) {
		add_pair(epfd, idle[i]);
	}
	set_known(epfd)->in.at[1].flags |= ENTRY_MIRRORED; /* as if the kernel had it already */
	sets_hand_back();
	CHECK_EQ(hand_back_result().entries, 2);
	CHECK_EQ(hand_back_result().missing, 1);
}
