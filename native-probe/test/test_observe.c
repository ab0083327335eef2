/* What `pollux semantics` asks for: every state is made, every engine agrees with the kernel, every difference from the books is explained. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "child.h"
#include "engine.h"
#include "observe.h"
#include "said.h"
#include "states.h"
#include "test.h"

static char json[32768];

static const char *observed(const struct state *state)
{
	int length = observe_state((int)(state - states), json, sizeof json);
	if (length < 0)
		test_fail(__FILE__, __LINE__, "%s: %s", state->name, said_error(length).text);
	CHECK_EQ(length, strlen(json));
	return json;
}

static void expect(const struct state *state, const char *part)
{
	if (!strstr(observed(state), part))
		test_fail(__FILE__, __LINE__, "%s: no %s in %s", state->name, part, json);
}

TEST(everyStateIsMadeAndEveryEngineAgrees)
{
	CHECK(states_count >= 100);
	for (int i = 0; i < states_count; i++)
		expect(&states[i], "\"disagree\":[],\"epoll\":");
}

TEST(aSilentMechanismSaysNothing)
{
	const struct state *idle = NULL;
	for (int i = 0; i < states_count; i++)
		if (strcmp(states[i].name, "pipe-r/no data, writer open") == 0)
			idle = &states[i];
	CHECK(idle != NULL);
	expect(idle, "\"raw\":{\"epoll\":\"-\",\"epoll-et\":\"-\",\"poll\":\"-\",\"select\":\"-\",\"sigio\":\"-\"");
}

TEST(everyDifferenceFromTheBooksIsExplained)
{
	for (int i = 0; i < states_count; i++)
		if (states[i].poll != UNSAID && states[i].poll != states[i].known && !states[i].why)
			test_fail(__FILE__, __LINE__, "%s", states[i].name);
}

TEST(noTwoStatesHaveOneName)
{
	for (int i = 0; i < states_count; i++)
		for (int j = 0; j < i; j++)
			if (strcmp(states[i].name, states[j].name) == 0)
				test_fail(__FILE__, __LINE__, "%s", states[i].name);
}

static int occurrences(const char *part)
{
	int n = 0;
	for (const char *at = json; (at = strstr(at, part)); at++)
		n++;
	return n;
}

TEST(everyEngineIsLevelTriggeredAndRefusesAsTheKernelDoes)
{
	CHECK(observe_rules(json, sizeof json) > 0);
	CHECK_EQ(occurrences("\"engine\":\"level\"") + occurrences("\"engine\":\"refused\""), ENGINES - 1); /* epoll-lazy has its mechanism from epoll-et */
	CHECK_EQ(occurrences("\"disagree\":["), occurrences("\"disagree\":[]"));
	CHECK(occurrences("\"call\"") > 20);
}

TEST(edgeTriggeredMechanismsReportUnreadInputOnce)
{
	CHECK(observe_rules(json, sizeof json) > 0);
	CHECK(strstr(json, "\"mechanism\":\"epoll-et\",\"books\":\"edge\",\"first\":true,\"again\":false,\"more\":true,\"left\":false") != NULL);
	CHECK(strstr(json, "\"mechanism\":\"sigio\",\"books\":\"edge\",\"first\":true,\"again\":false,\"more\":true,\"left\":false") != NULL);
	CHECK(strstr(json, "\"mechanism\":\"epoll\",\"books\":\"level\",\"first\":true,\"again\":true,\"more\":true,\"left\":true") != NULL);
}

static void dies(struct text *text, const void *argument)
{
	(void)text, (void)argument;
	raise(SIGKILL);
}

static void answers(struct text *text, const void *argument)
{
	append(text, "%d", *(const int *)argument);
}

TEST(aCrashStaysInTheChild)
{
	CHECK_EQ(child_run(dies, NULL, OBSERVE_SECONDS, json, sizeof json), -ECHILD);
	CHECK_EQ(child_run(answers, &(int){ 31 }, OBSERVE_SECONDS, json, sizeof json), 2);
	CHECK_STR(json, "31");
	CHECK_EQ(child_run(answers, &(int){ 31 }, OBSERVE_SECONDS, json, 2), -ENOSPC);
}

static bool usr1_blocked(void)
{
	sigset_t now;
	sigprocmask(SIG_SETMASK, NULL, &now);
	return sigismember(&now, SIGUSR1) == 1;
}

static void masks(struct text *text, const void *argument)
{
	(void)argument;
	struct sigaction action;
	sigaction(SIGUSR2, NULL, &action);
	append(text, "%s", usr1_blocked() || action.sa_handler != SIG_DFL ? "inherited" : "afresh");
}

TEST(theChildStartsWithoutItsCallersSignals)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGUSR2, SIG_IGN);
	CHECK(child_run(masks, NULL, OBSERVE_SECONDS, json, sizeof json) > 0);
	CHECK_STR(json, "afresh");
	CHECK(usr1_blocked());
}
