#include "model_json.h"

#include "said.h"

static uint64_t cost(const struct model_costs *costs, enum model_cost what)
{
	return atomic_load(&costs->at[what]);
}

static void append_number(struct text *t, const char *name, uint64_t value, bool known)
{
	if (known)
		append(t, ",\"%s\":%llu", name, (unsigned long long)value);
	else
		append(t, ",\"%s\":null", name);
}

/* Of what the mixed calls took, the part that was copying by the turns that were taken apart. */
static uint64_t mixed_copying(const struct model_costs *costs)
{
	uint64_t samples = cost(costs, COST_samples), mixed_ns = cost(costs, COST_mixed_ns);
	double copying = samples ? (double)cost(costs, COST_sample_ns) / (double)samples * (double)cost(costs, COST_mixed) : 0;
	return copying < (double)mixed_ns ? (uint64_t)copying : mixed_ns;
}

static void append_costs(struct text *t, const struct model *m, const struct model_costs *costs)
{
	uint64_t mixed = mixed_copying(costs);
	bool apart = cost(costs, COST_mixed) == 0 || cost(costs, COST_samples) > 0;
	bool seen = !(m->hides & MODEL_HIDES_COPYING) && apart;
	append_number(t, "syscalls", cost(costs, COST_calls), !(m->hides & MODEL_HIDES_CALLS));
	append_number(t, "split_syscalls", cost(costs, COST_split_calls), true);
	append_number(t, "switches", cost(costs, COST_switches), true);
	append_number(t, "preemptions", cost(costs, COST_preemptions), true);
	append_number(t, "serving_ns", cost(costs, COST_serving_ns), true);
	append_number(t, "cpu_ns", cost(costs, COST_cpu_ns), true);
	append_number(t, "waiting_ns", cost(costs, COST_waiting_ns) + cost(costs, COST_mixed_ns) - mixed, apart);
	append_number(t, "copying_ns", cost(costs, COST_copying_ns) + mixed, seen);
}

static void append_client(struct text *t, const struct client_result *c)
{
	append_number(t, "requests", c->requests, true);
	append_number(t, "took_ns", c->took_ns, true);
	append_number(t, "p50_ns", c->p50_ns, true);
	append_number(t, "p99_ns", c->p99_ns, true);
	append_number(t, "max_ns", c->max_ns, true);
	append_number(t, "client_cpu_ns", c->cpu_ns, true);
}

void append_model_run(struct text *json, const struct model *m, const struct model_costs *costs, const struct client_result *seen, int rc)
{
	append(json, "{\"model\":");
	append_json(json, m->name);
	append(json, ",\"failed\":");
	append_json(json, rc < 0 ? said_error(rc).text : NULL);
	if (rc == 0) {
		append_client(json, seen);
		append_costs(json, m, costs);
	}
	append(json, "}");
}
