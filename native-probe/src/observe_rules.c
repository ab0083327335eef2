#include "ask.h"
#include "observe.h"

static void body(struct text *json, int argument)
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
	return observe_in_child(body, 0, json, bytes);
}
