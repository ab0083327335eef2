#include "calibrate.h"
#include "text.h"

static void append_ns(struct text *t, double ns)
{
	append_decimal(t, ns, 1);
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
	return text_length(&t);
}
