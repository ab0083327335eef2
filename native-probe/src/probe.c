/* The control plane: probe.h on top of the ledger, the sets and the hooks. */
#include "probe.h"

#include <errno.h>

#include "bench.h"
#include "calibrate.h"
#include "clock.h"
#include "hook_rows.h"
#include "hooks.h"
#include "lazy.h"
#include "ledger.h"
#include "model.h"
#include "observe.h"
#include "set.h"
#include "states.h"
#include "tap.h"

int pollux_version(void)
{
	return PROBE_VERSION;
}

const char *pollux_engine_name(int index)
{
	return index >= 0 && (uint32_t)index < engine_count() ? engine_name((uint32_t)index) : NULL;
}

int pollux_engine_index(const char *name)
{
	return engine_index(name);
}

int pollux_engine_probe(int index)
{
	if (index < 0 || (uint32_t)index >= engine_count())
		return -EINVAL;
	return engine_probe((uint32_t)index);
}

int pollux_open(void)
{
	clock_init();
	int fd = ledger ? ledger_fd() : -1;
	if (fd >= 0 || (fd = ledger_open()) < 0)
		return fd;
	for (uint32_t i = 0; i < engine_count(); i++)
		atomic_store(&engine_rows[i].available, engine_probe(i) == 0);
	return fd;
}

int pollux_ledger_fd(void)
{
	return ledger_fd();
}

int pollux_meta_put(const char *name, const char *value)
{
	return ledger_fd() < 0 ? -EBADF : meta_put(name, value);
}

int pollux_hook_put(const char *name, const char *state, const char *why)
{
	return ledger_fd() < 0 ? -EBADF : hook_row_put((uint32_t)hooks_count(), name, state, why);
}

int pollux_adopt(void)
{
	int fds = fds_adopt();
	int sets = sets_adopt();
	return fds < 0 ? fds : sets < 0 ? sets : fds;
}

int pollux_use_engine(int index)
{
	return index < 0 || (uint32_t)index >= engine_count() ? -EINVAL : sets_use((uint32_t)index);
}

int pollux_set_use_engine(int epfd, int index)
{
	return index < 0 || (uint32_t)index >= engine_count() ? -EINVAL : set_use(epfd, (uint32_t)index);
}

int pollux_lazy(const char *names)
{
	return lazy_use(names);
}

const char *pollux_lazy_name(int index)
{
	return lazy_name(index);
}

int pollux_own_thread(int own)
{
	own_thread(own != 0);
	return 0;
}

int pollux_calibrate(char *json, int bytes)
{
	struct calibration measured;
	int error = calibrate(&measured);
	return error < 0 ? error : calibration_json(&measured, json, bytes);
}

const char *pollux_state_name(int index)
{
	return index >= 0 && index < states_count ? states[index].name : NULL;
}

int pollux_observe_state(int index, char *json, int bytes)
{
	return observe_state(index, json, bytes);
}

int pollux_observe_rules(char *json, int bytes)
{
	return observe_rules(json, bytes);
}

int pollux_bench(int engine, int kind, int fds, int active, int ops, int rounds, char *json, int bytes)
{
	struct bench_plan plan = { engine, (enum bench_kind)kind, fds, active, ops, rounds };
	return bench_cell_json(&plan, json, bytes);
}

int pollux_models(char *json, int bytes)
{
	return models_json(json, bytes);
}

int pollux_model_run(int index, int connections, int message_bytes, int think_us, int duration_ms, char *json, int bytes)
{
	struct model_load load = { .connections = connections, .bytes = message_bytes, .think_us = think_us, .duration_ms = duration_ms,
				   .requests = MODEL_REQUESTS };
	return model_run(index, &load, json, bytes);
}

int pollux_tap(int millionths)
{
	if (ledger_fd() < 0)
		return -EBADF;
	return millionths < 0 ? -EINVAL : tap_use((uint32_t)millionths);
}

int pollux_release(int timeout_ms)
{
	tap_use(0);
	return sets_release(timeout_ms);
}

int pollux_close(void)
{
	ledger_close(sets_waiters() == 0);
	return 0;
}
