#include <errno.h>
#include <pthread.h>
#include <string.h>

#include "clock.h"
#include "fence.h"
#include "ledger.h"

static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;

/* The record of that name, else a free one, else null. */
static struct meta_row *find(const char *name, uint32_t *index)
{
	uint32_t capacity = ledger->section[SECTION_META].capacity;
	for (uint32_t i = 0; i < capacity; i++) {
		struct meta_row *row = &meta_rows[i];
		*index = i;
		if (!row->used || strncmp(row->name, name, sizeof row->name - 1) == 0)
			return row;
	}
	return NULL;
}

/* Length of the longest part of text that fits and does not end inside a UTF-8 sequence. */
static size_t fitting(const char *text, size_t room)
{
	size_t length = strnlen(text, room + 1);
	if (length <= room)
		return length;
	length = room;
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

static void write_value(struct meta_row *row, const char *value)
{
	size_t length = fitting(value, META_VALUE_BYTES - 1);
	atomic_fetch_add(&row->seq, 1);
	fence_release();
	memcpy(row->value, value, length);
	memset(row->value + length, 0, strnlen(row->value + length, META_VALUE_BYTES - length));
	atomic_fetch_add(&row->seq, 1);
}

int meta_put(const char *name, const char *value)
{
	uint32_t index = 0;
	if (fd_capacity == 0)
		return -ENODEV;
	clock_anchor();
	pthread_mutex_lock(&writing);
	struct meta_row *row = find(name, &index);
	if (row) {
		if (!row->used)
			strncpy(row->name, name, sizeof row->name - 1);
		write_value(row, value);
		atomic_store_explicit(&row->used, 1, memory_order_release);
		ledger_use(SECTION_META, index);
	}
	pthread_mutex_unlock(&writing);
	return row ? 0 : -ENOSPC;
}
