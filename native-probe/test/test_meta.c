/* Facts: text by name, replaced in place. */
#include "test.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "ledger.h"

TEST(aFactIsReplacedInPlace)
{
	CHECK(ledger_open() >= 0);
	CHECK_EQ(meta_put("port", "9464"), 0);
	CHECK_EQ(meta_put("engine", "epoll"), 0);
	CHECK_EQ(meta_put("port", "0"), 0);
	CHECK_STR(meta_rows[0].value, "0");
	CHECK_EQ(meta_rows[0].seq, 4);
	CHECK_EQ(ledger->section[SECTION_META].used, 2);
}

TEST(aLongFactIsCutBetweenTwoCharacters)
{
	char text[5001];
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < 5000; i += 2)
		memcpy(text + i, "\xc3\xbc", 2);
	text[5000] = 0;
	CHECK_EQ(meta_put("options", text), 0);
	CHECK_EQ(strlen(meta_rows[0].value), 3998);
}

TEST(factsPastTheTableAreRefused)
{
	char name[24];
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < 64; i++) {
		snprintf(name, sizeof name, "fact%d", i);
		CHECK_EQ(meta_put(name, "x"), 0);
	}
	CHECK_EQ(meta_put("one more", "x"), -28);
	CHECK_EQ(meta_put("fact63", "y"), 0);
}

static void *put_often(void *name)
{
	for (int i = 0; i < 211; i++)
		CHECK_EQ(meta_put(name, i % 2 ? "odd" : "even"), 0);
	return NULL;
}

TEST(factsOfManyThreadsKeepTheirOwnRecord)
{
	pthread_t threads[3];
	static char names[3][8] = { "a", "b", "c" };
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < 3; i++)
		CHECK(pthread_create(&threads[i], NULL, put_often, names[i]) == 0);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	CHECK_EQ(ledger->section[SECTION_META].used, 3);
	for (int i = 0; i < 3; i++)
		CHECK_STR(meta_rows[i].value, "even");
}
