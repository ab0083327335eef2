/* A test framework on two pages: TEST(name) { ... } registers itself, CHECK(...) ends the test where it fails.
 *
 * Each test runs in a process of its own, forked off the program, so tests share no state (the ledger opens once a process),
 * a crash is one failed test, and a hung test is killed after TEST_SECONDS. One line a test is printed and one at the end:
 *
 *   ok    countsAreConserved (0.031 s)
 *   FAIL  rowIsFreedAtDeath: test/test_ledger.c:57: fd_rows[5].state == FD_FREE
 *   17 passed, 1 failed, 0 skipped
 *
 * A program's argument is part of a name: only tests that contain it run. CHECK works on any thread. */
#ifndef POLLUX_TEST_H
#define POLLUX_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Wall-clock limit of one test; define it before the include to change it for one file. */
#ifndef TEST_SECONDS
#define TEST_SECONDS 60
#endif

struct test {
	const char *name;
	void (*run)(void);
	unsigned seconds;
	struct test *next;
	void (*run_on)(int argument); /* instead of run, for one body run on several things */
	int argument;
};

void test_register(struct test *test);
/* Prints where and what, and ends the test's process as failed. */
_Noreturn void test_fail(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Ends the test as skipped: what it needs is not on this machine. */
_Noreturn void test_skip(const char *why);

#define TEST(id)                                                                                          \
	static void test_##id(void);                                                                      \
	static struct test test_entry_##id = { #id, test_##id, TEST_SECONDS, NULL, NULL, 0 };                      \
	__attribute__((constructor)) static void test_add_##id(void) { test_register(&test_entry_##id); } \
	static void test_##id(void)

#define CHECK(condition) \
	((condition) ? (void)0 : test_fail(__FILE__, __LINE__, "%s", #condition))

/* Integers that must be equal; prints both. */
#define CHECK_EQ(actual, expected)                                                                             \
	do {                                                                                                   \
		long long actual_ = (long long)(actual), expected_ = (long long)(expected);                    \
		if (actual_ != expected_)                                                                      \
			test_fail(__FILE__, __LINE__, "%s is %lld, not %s = %lld", #actual, actual_, #expected, \
				  expected_);                                                                  \
	} while (0)

/* Strings that must be equal; prints both. */
#define CHECK_STR(actual, expected)                                                                               \
	do {                                                                                                      \
		const char *actual_ = (actual), *expected_ = (expected);                                          \
		if (!test_same_text(actual_, expected_))                                                          \
			test_fail(__FILE__, __LINE__, "%s is \"%s\", not \"%s\"", #actual, actual_ ? actual_ : "(null)", \
				  expected_ ? expected_ : "(null)");                                              \
	} while (0)
bool test_same_text(const char *a, const char *b);

#endif
