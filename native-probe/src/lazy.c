/* The switches of lazy.def, by name. */
#include "lazy.h"

#include <errno.h>
#include <string.h>

_Atomic uint32_t lazy_left_out = LAZY_ALL;
_Atomic uint32_t lazy_sets;

static const struct { const char *name; uint32_t bit; } switches[] = {
#define LAZY(id, bit, name, help) { name, LAZY_##id },
#include "lazy.def"
#undef LAZY
};
#define SWITCHES (int)(sizeof switches / sizeof switches[0])

const char *lazy_name(int index)
{
	return index >= 0 && index < SWITCHES ? switches[index].name : NULL;
}

static uint32_t bits_of(const char *name, size_t length)
{
	if (length == 2 && memcmp(name, "on", 2) == 0)
		return LAZY_ALL;
	for (int i = 0; i < SWITCHES; i++)
		if (strlen(switches[i].name) == length && memcmp(switches[i].name, name, length) == 0)
			return switches[i].bit;
	return 0;
}

int lazy_use(const char *names)
{
	uint32_t chosen = 0;
	if (!names)
		return -EINVAL;
	if (strcmp(names, "off") != 0)
		for (const char *name = names, *end; name; name = *end ? end + 1 : NULL) {
			end = name + strcspn(name, "+");
			uint32_t bits = bits_of(name, (size_t)(end - name));
			if (!bits)
				return -EINVAL;
			chosen |= bits;
		}
	atomic_store(&lazy_left_out, chosen);
	return 0;
}
