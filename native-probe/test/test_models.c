/* The I/O models of `pollux bench models`: every message comes back. */
#include "support_models.h"

TEST(everyModelEchoesEveryMessage)
{
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]))
			CHECK_EQ(number(echo(i, load_of(CONNECTIONS, 101, REQUESTS)), "requests"), REQUESTS);
}

/* More than fits into a segment, and into what a socket may take at once. */
TEST(everyModelEchoesTheLargestMessages)
{
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]))
			CHECK_EQ(number(echo(i, load_of(3, MODEL_BYTES, 31)), "requests"), 31);
}

TEST(everyModelServesConnectionsThatThink)
{
	struct model_load load = load_of(CONNECTIONS, 1, 53);
	load.think_us = 700;
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]))
			CHECK_EQ(number(echo(i, load), "requests"), 53);
}

TEST(everyModelServesOneConnection)
{
	for (int i = 0; i < models_count; i++)
		if (here(&models[i]))
			CHECK_EQ(number(echo(i, load_of(1, 13, 131)), "requests"), 131);
}
