/* Live switches: nothing is lost, nothing comes twice. */
#include "contract.h"

/* Each engine in turn, each state of an entry. */
CONTRACT(armedFiredReadyAndIdleEntriesSurviveASwitchToEveryEngine)
{
	for (uint32_t to = 0; to < engine_count(); to++) {
		int epfd = app_epoll(), idle[2], ready[2], fired[2], out[2];
		make_pipe(idle);
		make_pipe(ready);
		make_pipe(fired);
		make_pair(out);
		write_byte(ready[1]);
		write_byte(fired[1]);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, fired[0], EPOLLIN | EPOLLONESHOT), 0);
		CHECK_EQ(app_one(epfd, fired[0]), EPOLLIN);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, idle[0], EPOLLIN), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, ready[0], EPOLLIN), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, out[0], EPOLLOUT | EPOLLONESHOT), 0);
		CHECK_EQ(set_use(epfd, to), 0);
		CHECK_EQ(set_known(epfd)->engine, to);
		CHECK_EQ(app_ready(epfd), 2);
		CHECK_EQ(app_one(epfd, ready[0]), EPOLLIN);
		write_byte(idle[1]);
		CHECK_EQ(app_ready(epfd), 2);
		read_byte(idle[0]);
		read_byte(ready[0]);
		CHECK_EQ(app_ready(epfd), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, fired[0], EPOLLIN | EPOLLONESHOT), -EEXIST);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_MOD, fired[0], EPOLLIN | EPOLLONESHOT), 0);
		CHECK_EQ(app_one(epfd, fired[0]), EPOLLIN);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, fired[0], 0), 0);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, fired[0], 0), -ENOENT);
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_DEL, out[0], 0), 0);
		CHECK_EQ(set_use(epfd, (uint32_t)engine), 0);
		write_byte(idle[1]);
		CHECK_EQ(app_one(epfd, idle[0]), EPOLLIN);
		app_close(epfd);
	}
}

/* Leaving io_uring may cost the thread one EINTR, as any signal does: see uring_pin.h. */
CONTRACT(aSleepingWaitGoesOnUnderTheNewEngine)
{
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	struct waiter w;
	waiter_start_stubborn(&w, epfd, -1);
	for (uint32_t round = 0; round < 3 * engine_count(); round++) {
		CHECK_EQ(set_use(epfd, round % engine_count()), 0);
		await_sleeper(epfd);
	}
	write_byte(p[1]);
	waiter_woken_by(&w, p[0]);
	CHECK_EQ(w.events[0].events, EPOLLIN);
}

TEST(edgesThatAreOneShotKeepASetOnTheKernelsEpoll)
{
	pollux_begin(0);
	int epfd = app_epoll(), p[2];
	make_pipe(p);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLET | EPOLLONESHOT), 0);
	CHECK_EQ(set_use(epfd, ENGINE_poll), -ENOTSUP);
	CHECK_EQ(set_known(epfd)->engine, ENGINE_epoll);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	CHECK_EQ(app_ready(epfd), 0);
}

CONTRACT(anAddThatNoEngineServesPutsTheSetBackOnTheKernelsEpoll)
{
	int epfd = app_epoll(), p[2], q[2];
	make_pipe(p);
	make_pipe(q);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, p[0], EPOLLIN | EPOLLET), 0);
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, q[0], EPOLLIN | EPOLLEXCLUSIVE), 0);
	CHECK_EQ(set_known(epfd)->engine, ENGINE_epoll);
	CHECK_EQ(fallback_rows[FALLBACK_edge_triggered].count, engines[engine]->kernel ? 0 : 1);
	write_byte(q[1]);
	CHECK_EQ(app_one(epfd, q[0]), EPOLLIN);
	read_byte(q[0]);
	CHECK_EQ(app_ready(epfd), 0);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	CHECK_EQ(app_ready(epfd), 0);
}

/* A broken wake-up descriptor: an engine's own failure. */
CONTRACT(anEngineThatFailsFallsBackAndLosesNothing)
{
	int epfd = app_epoll(), p[2];
	add_pipe(epfd, p);
	CHECK_EQ(app_ready(epfd), 0);
	struct set *s = set_known(epfd);
	if (engines[engine]->kernel || engine == ENGINE_epoll_et || engine == ENGINE_epoll_lazy || engine == ENGINE_io_uring)
		return; /* no descriptor whose loss is an error */
	close(s->wake);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	read_byte(p[0]);
	CHECK_EQ(app_ready(epfd), 0);
	write_byte(p[1]);
	CHECK_EQ(app_one(epfd, p[0]), EPOLLIN);
	CHECK_EQ(s->engine, ENGINE_epoll);
}
