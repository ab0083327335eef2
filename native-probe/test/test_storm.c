/* A storm on one set: one thread waits and answers, others connect, ask, close, duplicate, half close, reset and change interest all the
 * while, and signals interrupt. POLLUX_STORM seconds for all engines together (make storm), SEED for another storm. */
#define TEST_SECONDS 1000
#include "support_storm.h"

#include <signal.h>
#include <stdlib.h>

#include "support_sockets.h"

enum { SECONDS = 7 };

static void start(pthread_t *thread, void *(*run)(void *), intptr_t argument)
{
	CHECK(pthread_create(thread, NULL, run, (void *)argument) == 0);
}

static void rage(void *(*also)(void *))
{
	pthread_t waiter, other, clients[CLIENTS];
	const char *seconds = getenv("POLLUX_STORM");
	storm.until = clock_ns() + (uint64_t)(seconds ? atoi(seconds) : SECONDS) * 1000000000 / (engine_count() + 1);
	signal(SIGPIPE, SIG_IGN);
	storm.listener = tcp_listener(0);
	storm.epfd = app_epoll();
	for (int i = 0; i < CLIENTS * LINKS; i++)
		pthread_mutex_init(&storm.links[i / LINKS][i % LINKS].lock, NULL);
	barrage(700);
	start(&waiter, storm_loop, 0);
	for (intptr_t i = 0; i < CLIENTS; i++)
		start(&clients[i], storm_client, i);
	if (also)
		start(&other, also, 0);
	for (int i = 0; i < CLIENTS; i++)
		pthread_join(clients[i], NULL);
	storm.over = true;
	pthread_join(waiter, NULL);
	if (also)
		pthread_join(other, NULL);
	barrage(0);
}

/* Nothing is left of all that came and went. */
static void clear_sky(void)
{
	struct epoll_event event;
	CHECK(storm.answers > 0);
	CHECK_EQ(app_wait(storm.epfd, &event, 1, 0), 0);
	CHECK_EQ(set_rows[set_row_of(storm.epfd)].members, 0);
	for (int i = 0; i < FALLBACKS; i++)
		CHECK_EQ(fallback_rows[i].count, 0);
	CHECK_EQ(sets_release(LIMIT_S * 1000), 0);
	CHECK_EQ(sets_own_fds(), 0);
}

CONTRACT(everyMessageOfAStormIsAnswered)
{
	storm.kernel_too = engines[engine]->kernel;
	rage(NULL);
	CHECK_EQ(set_known(storm.epfd)->engine, engine);
	clear_sky();
}

static void *change_engines(void *unused)
{
	for (uint32_t n = 0; !storm.over; n++) {
		uint32_t to = n % engine_count();
		if (engine_probe(to) == 0)
			CHECK_EQ(set_use(storm.epfd, to), 0);
		usleep(1000);
	}
	return unused;
}

TEST(everyMessageOfAStormIsAnsweredWhileEnginesChange)
{
	pollux_begin(ENGINE_epoll);
	storm.kernel_too = true;
	rage(change_engines);
	clear_sky();
}
