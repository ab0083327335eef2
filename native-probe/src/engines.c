/* The table of engines, from engines.def. */
#include "engine.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "set.h"

const struct engine *const engines[ENGINES] = {
#define ENGINE(id, name) [ENGINE_##id] = &engine_##id,
#include "engines.def"
#undef ENGINE
};

static const char *const names[ENGINES] = {
#define ENGINE(id, name) [ENGINE_##id] = name,
#include "engines.def"
#undef ENGINE
};

#define UNKNOWN 1 /* not probed yet; probes return <= 0 */
static _Atomic int probed[ENGINES] = {
#define ENGINE(id, name) [ENGINE_##id] = UNKNOWN,
#include "engines.def"
#undef ENGINE
};

int engine_index(const char *name)
{
	for (uint32_t i = 0; name && i < ENGINES; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -EINVAL;
}

const char *engine_name(uint32_t index)
{
	return index < ENGINES ? names[index] : NULL;
}

uint32_t engine_count(void)
{
	return ENGINES;
}

int engine_probe(uint32_t index)
{
	if (index >= ENGINES)
		return -EINVAL;
	int rc = atomic_load(&probed[index]);
	if (rc == UNKNOWN) {
		rc = engines[index]->probe ? engines[index]->probe() : 0;
		atomic_store(&probed[index], rc);
	}
	return rc;
}
