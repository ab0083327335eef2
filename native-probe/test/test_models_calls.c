/* What the I/O models count of their system calls and tell of their phases is what they do. */
#include "support_models.h"

/* A read and a write for each message, and a read for each end. */
TEST(aThreadAndAProcessMakeTwoCallsForAMessage)
{
	CHECK_EQ(number(echo(model_named("threads"), load_of(CONNECTIONS, 101, REQUESTS)), "syscalls"), 2 * REQUESTS + CONNECTIONS);
	CHECK_EQ(number(echo(model_named("processes"), load_of(CONNECTIONS, 101, REQUESTS)), "syscalls"), 2 * REQUESTS + CONNECTIONS);
}

/* With one connection nothing comes together: a wait, a read and a write for each message; a wait, a read and epoll_ctl for the end. */
TEST(epollMakesThreeCallsForAMessage)
{
	CHECK_EQ(number(echo(model_named("raw-epoll"), load_of(1, 101, REQUESTS)), "syscalls"), 3 * REQUESTS + 3);
	CHECK_EQ(number(echo(model_named("epoll"), load_of(1, 101, REQUESTS)), "syscalls"), 3 * REQUESTS + 3);
}

/* A read and a write for each message; for each signal sigsuspend, the return from the handler, and a read that finds nothing, or the end. A message that comes
 * while the handler is at work may share its signal with the one before. */
TEST(aSignalMakesThreeCallsAndItsMessageTwo)
{
	long long calls = number(echo(model_named("signals"), load_of(1, 101, REQUESTS)), "syscalls"), signals = (calls - 2 * REQUESTS) / 3;
	CHECK_EQ(calls, 2 * REQUESTS + 3 * signals);
	CHECK(signals > 1 && signals <= REQUESTS + 1);
}

TEST(whatTheLibraryHidesIsNotCounted)
{
	int aio = model_named("aio");
	if (!here(&models[aio]))
		test_skip("no POSIX AIO here");
	echo(aio, load_of(CONNECTIONS, 101, REQUESTS));
	CHECK_EQ(number(json, "syscalls"), -1);
	CHECK_EQ(number(json, "copying_ns"), -1);
	CHECK(number(json, "waiting_ns") > 0);
}

TEST(everyOtherModelTellsBothPhases)
{
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]) && !models[i].hides) {
			echo(i, load_of(1, 101, REQUESTS));
			CHECK(number(json, "waiting_ns") > 0 && number(json, "copying_ns") > 0);
		}
}
