#include "bench.h"
#include "child.h"

static void append_quartiles(struct text *t, const char *name, const struct quartiles *q, int decimals)
{
	append(t, "\"%s\":[", name);
	append_decimal(t, q->low, decimals);
	append(t, ",");
	append_decimal(t, q->middle, decimals);
	append(t, ",");
	append_decimal(t, q->high, decimals);
	append(t, "]");
}

static void append_side(struct text *t, const char *name, const struct bench_side *side)
{
	append(t, ",\"%s\":{", name);
	append_quartiles(t, "wait_ns", &side->wait, 1);
	append(t, ",");
	append_quartiles(t, "add_ns", &side->add, 1);
	append(t, ",");
	append_quartiles(t, "change_ns", &side->change, 1);
	append(t, ",");
	append_quartiles(t, "del_ns", &side->del, 1);
	append(t, "}");
}

static void append_count(struct text *t, const char *name, uint64_t n)
{
	append(t, ",\"%s\":%llu", name, (unsigned long long)n);
}

static void append_cell(struct text *t, const struct bench_cell *cell)
{
	append(t, "{\"fds\":%d,\"open_limit\":%d", cell->fds, cell->open_limit);
	if (cell->bare)
		append_side(t, "raw", &cell->raw);
	else
		append(t, ",\"raw\":null,\"ratio\":null");
	append_side(t, "pollux", &cell->pollux);
	if (cell->bare) {
		append(t, ",");
		append_quartiles(t, "ratio", &cell->ratio, 3);
	}
	append_count(t, "served", cell->served);
	append_count(t, "waits", cell->waits);
	append_count(t, "syscalls", cell->syscalls);
	append_count(t, "scanned_fds", cell->scanned_fds);
	append_count(t, "copied_in_bytes", cell->copied_in_bytes);
	append_count(t, "copied_out_bytes", cell->copied_out_bytes);
	append(t, "}");
}

static void body(struct text *json, const void *plan)
{
	static struct bench_cell cell;
	int rc = bench_measure(plan, &cell);
	if (rc < 0)
		append(json, "{\"error\":%d}", -rc);
	else
		append_cell(json, &cell);
}

int bench_cell_json(const struct bench_plan *plan, char *json, int bytes)
{
	return child_run(body, plan, BENCH_SECONDS, json, bytes);
}
