/* Rows of the ledger's hook section for what is hooked in bytecode. They follow those of hooks.def. */
#include "hook_rows.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "ledger.h"

static const struct { const char *label; enum hook_state state; } states[] = {
#define HOOK_STATE(id, text) { text, id },
#include "enums.def"
};

static int state_of(const char *label)
{
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (strcmp(states[i].label, label) == 0)
			return (int)states[i].state;
	return -EINVAL;
}

/* The row of that name, or the first free one. */
static int place_of(const char *name, uint32_t first)
{
	for (uint32_t i = first; i < ledger->section[SECTION_HOOK].capacity; i++)
		if (!hook_rows[i].used || strcmp(hook_rows[i].name, name) == 0)
			return (int)i;
	return -ENOSPC;
}

static pthread_mutex_t putting = PTHREAD_MUTEX_INITIALIZER;

static int put(uint32_t first, const char *name, const char *state, const char *why)
{
	int value = state_of(state);
	int place = value < 0 ? value : place_of(name, first);
	if (place < 0)
		return place;
	struct hook_row *row = &hook_rows[place];
	snprintf(row->name, sizeof row->name, "%s", name);
	snprintf(row->why, sizeof row->why, "%s", why);
	atomic_store(&row->state, (uint32_t)value);
	atomic_store(&row->used, 1);
	return 0;
}

int hook_row_put(uint32_t first, const char *name, const char *state, const char *why)
{
	pthread_mutex_lock(&putting);
	int rc = put(first, name, state, why);
	pthread_mutex_unlock(&putting);
	return rc;
}
