/* The control plane of libpollux.so: what Java calls, name for name. The agent calls it through natives that the bridge binds
 * (probe_jni.c); the command line, which has no bridge, through JNA. Cold paths only; counting never passes here. Every function
 * returns >= 0 or -errno and prints nothing; all are thread-safe. */
#ifndef POLLUX_PROBE_H
#define POLLUX_PROBE_H

#define PROBE_API __attribute__((visibility("default")))

/* Version of this interface; the agent refuses another. */
#define PROBE_VERSION 1
PROBE_API int pollux_version(void);

/* Engines, in the order of engines.def: the name of one, null past the end; the index of a name, or -EINVAL. */
PROBE_API const char *pollux_engine_name(int index);
PROBE_API int pollux_engine_index(const char *name);
/* 0 when this kernel can run the engine, -errno when it can't (-EINVAL: there is none of that index). Probed once. */
PROBE_API int pollux_engine_probe(int index);

/* Opens the ledger, if it is not open yet. Returns the number of its memfd, or -errno: no ledger, and nothing left behind. */
PROBE_API int pollux_open(void);
/* The number of the memfd, -1: the ledger is closed. */
PROBE_API int pollux_ledger_fd(void);
/* Writes a fact into the ledger's meta section (ledger_rows.h says how long it may be). 0, -EBADF (no ledger) or -ENOSPC. */
PROBE_API int pollux_meta_put(const char *name, const char *value);
/* Writes the row of a hook that is not a native, after those of hooks.def. state: a label of HOOK_STATE in enums.def.
 * 0, -EBADF (no ledger), -EINVAL (no such state) or -ENOSPC. */
PROBE_API int pollux_hook_put(const char *name, const char *state, const char *why);

/* Rows and sets for what was open before the attach. Returns how many descriptors got a row, or -errno of reading /proc. */
PROBE_API int pollux_adopt(void);
/* Makes an engine (index in engines.def) the process's choice and moves every set to it. Returns how many moved, -EINVAL (no such engine) or
 * -ENODEV (this kernel refuses it). */
PROBE_API int pollux_use_engine(int index);
/* Moves one set alone. 0, -EINVAL, -ENOENT (no such set) or -ENODEV. */
PROBE_API int pollux_set_use_engine(int epfd, int index);

/* Which system calls engine epoll-lazy leaves out: "off", "on", or names of lazy.def joined by '+'. 0, or -EINVAL. From the next calls
 * on; for sets that the engine serves already, too. Sets inside others it takes when it is chosen. */
PROBE_API int pollux_lazy(const char *names);
/* The name of one of them, null past the end. */
PROBE_API const char *pollux_lazy_name(int index);

/* Descriptors born on the calling thread are Pollux's own (1) or the application's (0). Returns 0. */
PROBE_API int pollux_own_thread(int own);

/* Watches `millionths` of the application's sockets by the side tap (tap.h); 0: ends it. Returns how many are watched now, or -errno
 * (-EBADF: no ledger), and then none is. */
PROBE_API int pollux_tap(int millionths);

/* Commands by a pipe. open: the number of the end that others write to, as /proc/<pid>/fd/<n>. read: sleeps until somebody has
 * written, returns the bytes; 0 after stop. stop: ends a read, 0. close: once nobody reads any more, 0. All: or -errno of the pipe. One caller at a
 * time each. */
PROBE_API int pollux_control_open(void);
PROBE_API int pollux_control_read(char *line, int bytes);
PROBE_API int pollux_control_stop(void);
PROBE_API int pollux_control_close(void);

/* A lease (lease.c) on the engine while it is compared with others. open: the number of the end that its holder opens as /proc/<pid>/fd/<n>.
 * hold: once it has. wait: 1 when the holder is gone, 0 after `timeout_ms`. close: once nobody waits. hold and close return
 * 0; open and wait may return -errno. One caller at a time each. */
PROBE_API int pollux_lease_open(void);
PROBE_API int pollux_lease_hold(void);
PROBE_API int pollux_lease_wait(int timeout_ms);
PROBE_API int pollux_lease_close(void);

/* Measures what system calls and copies cost on this machine (calibrate.h), on the calling thread, in some 20 ms. Needs no ledger.
 * Returns the length of the JSON text, or -ENOSPC when it does not fit. */
PROBE_API int pollux_calibrate(char *json, int bytes);

/* For `pollux semantics`, never in an observed process: names of the states of states.def, null past the end; what the mechanisms of this
 * kernel and the engines say in one of them (observe.h: in a child process, ten seconds at most). Returns the length of the JSON text,
 * or -errno. */
PROBE_API const char *pollux_state_name(int index);
PROBE_API int pollux_observe_state(int index, char *json, int bytes);
/* The same for what holds in every state: level or edge, bits, errors. */
PROBE_API int pollux_observe_rules(char *json, int bytes);

/* For `pollux bench`, never in an observed process: what waiting costs by one engine, beside the bare system call, among `fds` descriptors of kind 0
 * (pipes), 1 (Unix stream sockets) or 2 (TCP over loopback), of which `active` are ready each time (bench.h: in a child process, ten minutes at
 * most). `ops`: waits a round, 0: as many as take 20 ms. Returns the length of the JSON text, or -errno. */
PROBE_API int pollux_bench(int engine, int kind, int fds, int active, int ops, int rounds, char *json, int bytes);
/* For `pollux bench models`, never in an observed process (model.h): which models there are, and one load served by one of them, in child processes.
 * Both fill `json` and return the length of the text, or -errno. */
PROBE_API int pollux_models(char *json, int bytes);
PROBE_API int pollux_model_run(int index, int connections, int message_bytes, int think_us, int duration_ms, char *json, int bytes);

/* After the natives are back (bridge's remove): the side tap ended, sets released, waiters out. Returns 0, or the number of threads still inside a
 * hook after `timeout_ms`; then the library stays mapped and they finish in it, on the kernel's epoll. */
PROBE_API int pollux_release(int timeout_ms);
/* Last of all, after the proof has been written into it: the ledger closes and its numbers are final. Returns 0. */
PROBE_API int pollux_close(void);
/* The library's account of itself (proof.c), as JSON text: natives, threads inside, threads and fds of ours, descriptors that raise signals, handlers,
 * interest lists as the detach left them. Before an attach and after a detach; the difference is ours. Returns the length, or -ENOSPC. */
PROBE_API int pollux_proof(char *json, int bytes);

#endif
