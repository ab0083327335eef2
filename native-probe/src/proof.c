/* The library's account of itself, for detach's proof: what it holds, and what the kernel says of descriptors and signals.
 *
 *   {"natives_restored":46,"natives_left":0,"natives_foreign":0,"threads_inside":0,"tap_threads":0,"engine_fds":0,
 *    "interest":{"sets":2,"entries":31,"missing":0,"foreign":0},"signals":[41,29],"handlers":[42],
 *    "raising":[{"fd":9,"o_async":true,"signal":41,"owner":4711}],"o_async_fds":1}
 *
 * signals: those the engine `sigio` uses. handlers: signals whose handler is a function of this library. raising: every descriptor of the
 * process with O_ASYNC, F_SETSIG or F_SETOWN, as far as there is room; o_async_fds counts all. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hand_back.h"
#include "hooks.h"
#include "probe.h"
#include "set.h"
#include "sigio_signals.h"
#include "tap.h"

#define ROOM_LEFT 96 /* what one more entry of a list and the end of the text may take */

struct text {
	char *at;
	size_t size, used;
};

__attribute__((format(printf, 2, 3))) static void put(struct text *t, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int n = vsnprintf(t->at + t->used, t->used < t->size ? t->size - t->used : 0, format, arguments);
	va_end(arguments);
	t->used += n > 0 ? (size_t)n : 0;
}

/* ---- signals ---- */

static const char here;

static bool is_handled_here(int signal)
{
	struct sigaction now;
	Dl_info ours, handlers;
	void *handler = NULL;
	if (sigaction(signal, NULL, &now) == 0)
		memcpy(&handler, &now.sa_handler, sizeof handler); /* SIG_DFL and SIG_IGN are in no library */
	return dladdr(handler, &handlers) && dladdr(&here, &ours) && handlers.dli_fbase == ours.dli_fbase;
}

static void put_signals(struct text *t)
{
	put(t, ",\"signals\":[%d,%d]", sigio_signal(), SIGIO);
	put(t, ",\"handlers\":[");
	const char *comma = "";
	for (int signal = 1; signal <= SIGRTMAX; signal++)
		if (is_handled_here(signal)) {
			put(t, "%s%d", comma, signal);
			comma = ",";
		}
	put(t, "]");
}

/* ---- descriptors ---- */

struct raising {
	bool o_async;
	int signal;
	struct f_owner_ex owner;
};

static bool is_raising(int fd, struct raising *r)
{
	int flags = fcntl(fd, F_GETFL);
	*r = (struct raising){ .o_async = flags >= 0 && (flags & O_ASYNC) != 0, .signal = fcntl(fd, F_GETSIG) };
	if (flags < 0 || r->signal < 0)
		return false;
	if (fcntl(fd, F_GETOWN_EX, &r->owner) < 0)
		r->owner.pid = 0;
	return r->o_async || r->signal || r->owner.pid;
}

static void put_raising(struct text *t)
{
	DIR *dir = opendir("/proc/thread-self/fd");
	int async = dir ? 0 : -errno;
	const char *comma = "";
	put(t, ",\"raising\":[");
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		int fd = atoi(entry->d_name);
		struct raising r;
		if (entry->d_name[0] == '.' || !is_raising(fd, &r))
			continue;
		async += r.o_async;
		if (t->used + ROOM_LEFT < t->size) {
			put(t, "%s{\"fd\":%d,\"o_async\":%s,\"signal\":%d,\"owner\":%d}", comma, fd, r.o_async ? "true" : "false", r.signal, r.owner.pid);
			comma = ",";
		}
	}
	if (dir)
		closedir(dir);
	put(t, "],\"o_async_fds\":%d", async);
}

/* ---- all ---- */

int pollux_proof(char *json, int bytes)
{
	struct text t = { .at = json, .size = (size_t)bytes };
	struct hand_back back = hand_back_result();
	put(&t, "{\"natives_restored\":%d,\"natives_left\":%d,\"natives_foreign\":%d", hooks_restored(), hooks_bound(), hooks_foreign());
	put(&t, ",\"threads_inside\":%d,\"tap_threads\":%d,\"engine_fds\":%d", sets_waiters(), tap_threads(), sets_own_fds());
	put(&t, ",\"interest\":{\"sets\":%d,\"entries\":%d,\"missing\":%d,\"foreign\":%d}", back.sets, back.entries, back.missing, back.foreign);
	put_signals(&t);
	put_raising(&t);
	put(&t, "}");
	return t.used < t.size ? (int)t.used : -ENOSPC;
}
