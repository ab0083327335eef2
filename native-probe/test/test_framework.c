/* The framework itself: what passes, and that each test has a process of its own. */
#include "test.h"

#include <unistd.h>

static int touched;

TEST(aTrueCheckPasses)
{
	touched = 1;
	CHECK(1 + 1 == 2);
	CHECK_EQ(7 * 11, 77);
	CHECK_STR("pollux", "pollux");
}

TEST(eachTestHasItsOwnProcess)
{
	CHECK_EQ(touched, 0);
	CHECK(getpid() == getpgid(0));
}
