/* Edge-triggered members: each edge once, whichever engine waits, beside level-triggered members and across switches. */
#include <sys/eventfd.h>

#include "contract.h"

#define NETTYS (EPOLLIN | EPOLLRDHUP | EPOLLET)

static void write_eventfd(int fd)
{
	uint64_t one = 1;
	CHECK_EQ(write(fd, &one, sizeof one), (long)sizeof one);
}

CONTRACT(anEdgeIsReportedOnceThoughNobodyReads)
{
	int epfd = app_epoll(), p[2];
	make_pair(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), 0);
	CHECK_EQ(app_ready(epfd), 0);
	for (int i = 0; i < 7; i++) {
		write_byte(p[1]);
		CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
		CHECK_EQ(app_ready(epfd), 0);
	}
	app_close(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN | EPOLLRDHUP | EPOLLHUP);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(fallback_rows[FALLBACK_edge_triggered].count, 0);
	CHECK_EQ(set_known(epfd)->engine, (uint32_t)engine);
}

CONTRACT(anEventfdThatIsNeverReadWakesOnceForEachWrite)
{
	int epfd = app_epoll(), fd = eventfd(0, EFD_NONBLOCK);
	struct epoll_event event;
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLET), 0);
	uint64_t waits = counted(epfd, SET_waits_ready);
	for (int i = 0; i < 101; i++) {
		write_eventfd(fd);
		CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
	}
	CHECK_EQ(app_wait(epfd, &event, 1, 20), 0);
	CHECK_EQ(counted(epfd, SET_waits_ready) - waits, 101);
	CHECK_EQ(counted(epfd, SET_waits_timeout), 1);
	app_close(fd);
}

CONTRACT(addAndModOfAReadyFileAreEdges)
{
	int epfd = app_epoll(), p[2];
	make_pair(p);
	write_byte(p[1]);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], NETTYS | EPOLLOUT), 0);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN | EPOLLOUT);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLET), 0);
	CHECK_EQ(app_ready(epfd), 0);
}

CONTRACT(levelsAndEdgesOfOneSetKeepTheirOwnWays)
{
	int epfd = app_epoll(), level[2], edge[2];
	make_pair(level);
	make_pair(edge);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, level[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, edge[0], NETTYS), 0);
	write_byte(level[1]);
	write_byte(edge[1]);
	CHECK_EQ(app_ready(epfd), 2);
	for (int i = 0; i < 5; i++)
		CHECK_EQ(app_one(epfd, level[0]), EPOLLIN);
	read_byte(level[0]);
	CHECK_EQ(app_ready(epfd), 0);
	write_byte(edge[1]);
	CHECK_EQ(app_one(epfd, edge[0]), EPOLLIN);
}

/* With room for one event a wait, nobody starves and nothing comes twice. */
CONTRACT(edgesThatFindNoRoomComeInTheNextWait)
{
	enum { EDGES = 7 };
	int epfd = app_epoll(), level[2], seen = 0, levels = 0;
	add_pair(epfd, level);
	write_byte(level[1]);
	for (int i = 0; i < EDGES; i++) {
		int p[2];
		make_pair(p);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), 0);
		write_byte(p[1]);
	}
	for (int i = 0; i < 8 * EDGES; i++) {
		struct epoll_event event;
		CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
		if ((int)event.data.u64 == level[0])
			levels++;
		else
			seen++;
	}
	CHECK_EQ(seen, EDGES);
	CHECK_EQ(levels, 7 * EDGES);
}

CONTRACT(errorsAreThoseOfOneList)
{
	int epfd = app_epoll(), p[2];
	make_pair(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], NETTYS), -ENOENT);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), -EEXIST);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), -EEXIST);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), -EEXIST);
	write_byte(p[1]);
	CHECK_EQ(app_ready(epfd), 1);
	CHECK_EQ(app_ready(epfd), 1);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], NETTYS), 0);
	CHECK_EQ(app_ready(epfd), 1);
	CHECK_EQ(app_ready(epfd), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, p[0], 0), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, p[0], 0), -ENOENT);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, p[0], EPOLLIN), -ENOENT);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN), 0);
}

/* A close is a removal, and the number's next owner is a new member whichever way it comes. */
CONTRACT(aClosedMemberIsGone)
{
	int epfd = app_epoll(), first[2], p[2], q[2];
	make_pair(first);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, first[0], NETTYS), 0);
	CHECK_EQ(app_wait(epfd, &(struct epoll_event){ 0 }, 1, 1), 0); /* whatever the engine opens is open */
	make_pair(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), 0);
	write_byte(p[1]);
	int number = p[0];
	app_close(p[0]);
	CHECK_EQ(app_ready(epfd), 0);
	make_pair(q);
	CHECK_EQ(q[0], number);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], EPOLLIN), 0);
	write_byte(q[1]);
	CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
	CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
}

CONTRACT(anEdgeWakesAWaiterThatSleeps)
{
	int epfd = app_epoll(), p[2], q[2];
	struct waiter w;
	make_pair(p);
	make_pair(q);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), 0);
	waiter_start(&w, epfd, -1);
	write_byte(p[1]);
	waiter_woken_by(&w, p[0]);
	write_byte(q[1]);
	waiter_start(&w, epfd, -1);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], NETTYS), 0);
	waiter_woken_by(&w, q[0]);
}

/* The first member of a set is added while a thread sleeps in it. */
CONTRACT(theFirstEdgeOfASetThatIsWaitedOnIsSeen)
{
	int epfd = app_epoll(), p[2];
	struct waiter w;
	make_pair(p);
	waiter_start(&w, epfd, -1);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), 0);
	write_byte(p[1]);
	CHECK_EQ(waiter_join(&w), 1);
}

/* Through every engine and back, with a byte that came before the switch and one that came after: none is lost. */
CONTRACT(noEdgeIsLostInASwitch)
{
	int epfd = app_epoll(), p[2], fd = eventfd(0, EFD_NONBLOCK);
	make_pair(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLET), 0);
	for (uint32_t i = 0; i < 2 * engine_count(); i++) {
		write_byte(p[1]);
		set_use(epfd, ((uint32_t)engine + i) % engine_count());
		struct epoll_event events[3];
		CHECK(app_wait(epfd, events, 3, -1) > 0);
		while (app_wait(epfd, events, 3, 0) > 0)
			;
		write_byte(p[1]);
		CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
		CHECK_EQ(app_ready(epfd), 0);
		write_eventfd(fd);
		CHECK_EQ(app_one(epfd, fd), EPOLLIN);
		CHECK_EQ(app_ready(epfd), 0);
	}
	app_close(fd);
	CHECK_EQ(fallback_rows[FALLBACK_edge_triggered].count, 0);
}

TEST(aSetWithEdgesGoesBackToTheKernelWithAllItsMembers)
{
	pollux_begin(0);
	int epfd = app_epoll(), p[2];
	make_pair(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], NETTYS), 0);
	CHECK_EQ(set_use(epfd, ENGINE_poll), 0);
	CHECK_EQ(set_known(epfd)->engine, ENGINE_poll);
	CHECK_EQ(set_rows[set_row_of(epfd)].edges, 1);
	CHECK_EQ(sets_release(1000), 0);
	CHECK_EQ(sets_own_fds(), 0);
	struct epoll_event event;
	CHECK_EQ(epoll_wait(epfd, &event, 1, 0), 0);
	write_byte(p[1]);
	CHECK_EQ(epoll_wait(epfd, &event, 1, 0), 1);
	CHECK_EQ(event.events, EPOLLIN);
	CHECK_EQ(event.data.u64, (uint64_t)p[0]);
	CHECK_EQ(epoll_wait(epfd, &event, 1, 0), 0);
}
