#include "ask.h"
#include "child.h"
#include "observe.h"

static void body(struct text *json, const void *argument)
{
	(void)argument;
	if (served_open() < 0)
		return; /* no JSON: the caller says so */
	append(json, "{\"triggers\":");
	append_triggers(json);
	append(json, ",\"bits\":");
	append_bits(json);
	append(json, ",\"errors\":");
	append_errors(json);
	append(json, "}");
}

int observe_rules(char *json, int bytes)
{
	return child_run(body, NULL, OBSERVE_SECONDS, json, bytes);
}
