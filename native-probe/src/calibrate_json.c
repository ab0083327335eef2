#include "calibrate.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

/* Text that grows in a buffer of fixed size; `length` goes on past its end, as snprintf's does. */
struct text {
	char *at;
	int length, room;
};

static void append(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void append(struct text *t, const char *format, ...)
{
	va_list arguments;
	int left = t->length < t->room ? t->room - t->length : 0;
	va_start(arguments, format);
	t->length += vsnprintf(left ? t->at + t->length : NULL, (size_t)left, format, arguments);
	va_end(arguments);
}

/* Tenths of a nanosecond in integers: printf's decimal point is the locale's, JSON's is not. */
static void append_ns(struct text *t, double ns)
{
	unsigned long long tenths = (unsigned long long)(ns * 10 + 0.5);
	append(t, "%llu.%llu", tenths / 10, tenths % 10);
}

static void append_curve(struct text *t, const char *name, const struct cost_curve *curve)
{
	append(t, ",\"%s\":[", name);
	for (int i = 0; i < curve->sizes; i++) {
		append(t, "%s[%llu,", i ? "," : "", (unsigned long long)calibrate_bytes(i));
		append_ns(t, curve->ns[i]);
		append(t, "]");
	}
	append(t, "]");
}

int calibration_json(const struct calibration *c, char *json, int bytes)
{
	struct text t = { .at = json, .room = bytes };
	append(&t, "{\"null_call_ns\":");
	append_ns(&t, c->null_call_ns);
	append(&t, ",\"empty_wait_ns\":");
	append_ns(&t, c->empty_wait_ns);
	append(&t, ",\"empty_read_ns\":");
	append_ns(&t, c->empty_read_ns);
	append_curve(&t, "read", &c->read);
	append_curve(&t, "write", &c->write);
	append_curve(&t, "heap_copy", &c->heap_copy);
	append(&t, ",\"took_ns\":%llu}", (unsigned long long)c->took_ns);
	return t.length < bytes ? t.length : -ENOSPC;
}
