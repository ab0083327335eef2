/* errors.def as JSON: what each call was expected to say, says here, and what engines say otherwise. */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>

#include "ask.h"
#include "error_cases.h"
#include "observe.h"
#include "set.h"

static const struct error {
	const char *call, *what;
	int expected;
	int (*here)(int engine);
	const char *why;
	bool epoll;
} errors[] = {
#define ERROR(call, what, expected, here, why) { call, what, expected, error_##here, why, false },
#define EPOLL_ERROR(call, what, expected, here, why) { call, what, expected, error_##here, why, true },
#include "errors.def"
};

static struct said result(int rc)
{
	return rc < 0 ? said_error(rc) : rc == POLLNVAL ? said_bits(POLLNVAL) : (struct said){ "0" };
}

static void append_disagreeing(struct text *json, const struct error *e, struct said here)
{
	const char *comma = "";
	append(json, ",\"disagree\":[");
	for (uint32_t i = 0; e->epoll && i < engine_count(); i++) {
		if (engine_probe(i) < 0)
			continue;
		struct said says = result(e->here((int)i));
		if (strcmp(says.text, here.text) == 0)
			continue;
		append(json, "%s{\"engine\":\"%s\",\"says\":\"%s\"}", comma, engine_name(i), says.text);
		comma = ",";
	}
	append(json, "]}");
}

void append_errors(struct text *json)
{
	error_cases_prepare();
	for (unsigned i = 0; i < sizeof errors / sizeof errors[0]; i++) {
		const struct error *e = &errors[i];
		struct said here = result(e->here(-1));
		append(json, "%s{\"call\":\"%s\",\"case\":\"%s\",\"expected\":\"%s\",\"here\":\"%s\",\"why\":", i ? "," : "[", e->call, e->what,
			result(e->expected).text, here.text);
		append_json(json, e->why);
		append_disagreeing(json, e, here);
	}
	append(json, "]");
}
