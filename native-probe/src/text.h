/* Text that grows in a buffer of fixed size. */
#ifndef POLLUX_TEXT_H
#define POLLUX_TEXT_H

#include <stdbool.h>

/* `length` goes on past the end, as snprintf's does; zero-terminated where there is room at all. */
struct text {
	char *at;
	int length, room;
};

void append(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A value >= 0 with so many decimals. printf's decimal point is the locale's, JSON's is not. */
void append_decimal(struct text *t, double value, int decimals);
/* A JSON string with its quotes, of ASCII text; null for a null pointer. */
void append_json(struct text *t, const char *value);
/* The length, or -ENOSPC when it does not fit with its terminator. */
int text_length(const struct text *t);

#endif
