#include "text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

void append(struct text *t, const char *format, ...)
{
	va_list arguments;
	int left = t->length < t->room ? t->room - t->length : 0;
	va_start(arguments, format);
	t->length += vsnprintf(left ? t->at + t->length : NULL, (size_t)left, format, arguments);
	va_end(arguments);
}

void append_json(struct text *t, const char *value)
{
	if (!value) {
		append(t, "null");
		return;
	}
	append(t, "\"");
	for (; *value; value++)
		append(t, *value == '"' || *value == '\\' ? "\\%c" : "%c", *value);
	append(t, "\"");
}

int text_length(const struct text *t)
{
	return t->length < t->room ? t->length : -ENOSPC;
}
