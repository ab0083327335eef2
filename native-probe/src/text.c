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

void append_decimal(struct text *t, double value, int decimals)
{
	unsigned long long scale = 1;
	for (int i = 0; i < decimals; i++)
		scale *= 10;
	unsigned long long scaled = (unsigned long long)(value * (double)scale + 0.5);
	append(t, "%llu.%0*llu", scaled / scale, decimals, scaled % scale);
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
