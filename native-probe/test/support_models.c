#include "support_models.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char json[4096];

struct model_load load_of(int connections, int bytes, int requests)
{
	return (struct model_load){ .connections = connections, .bytes = bytes, .duration_ms = MODEL_MS, .requests = requests };
}

long long number(const char *text, const char *name)
{
	char key[64];
	snprintf(key, sizeof key, "\"%s\":", name);
	const char *at = strstr(text, key);
	if (!at)
		test_fail(__FILE__, __LINE__, "no %s in %s", name, text);
	return strncmp(at + strlen(key), "null", 4) == 0 ? -1 : strtoll(at + strlen(key), NULL, 10);
}

/* Threads that the C library starts behind its back crash ThreadSanitizer. */
bool here(const struct model *m)
{
#ifdef __SANITIZE_THREAD__
	if (m->hides)
		return false;
#endif
	return m->probe(m->argument) == 0;
}

int model_named(const char *name)
{
	int i = 0;
	while (i < models_count && strcmp(models[i].name, name) != 0)
		i++;
	return i;
}

const char *echo(int index, struct model_load load)
{
	int length = model_run(index, &load, json, sizeof json);
	if (length < 0 || !strstr(json, "\"failed\":null"))
		test_fail(__FILE__, __LINE__, "%s: %d %s", models[index].name, length, length < 0 ? "" : json);
	return json;
}
