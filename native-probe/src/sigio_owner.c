/* Owners: block, read, and give back. Signals are opened again only when the thread owns no descriptor and has drained its queue: a
 * blocked signal that becomes deliverable with its default action ends the process. */
#include "sigio_owner.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "set_core.h"
#include "sigio_signals.h"

static pthread_mutex_t owners_lock = PTHREAD_MUTEX_INITIALIZER;
static struct sigio_owner *owners;
static pthread_key_t thread_end;
static __thread struct sigio_owner *self;

static void drain(int sfd)
{
	struct signalfd_siginfo infos[64];
	while (read(sfd, infos, sizeof infos) > 0)
		;
}

static void unlink_owner(struct sigio_owner *o)
{
	struct sigio_owner **p = &owners;
	while (*p && *p != o)
		p = &(*p)->next;
	if (*p) {
		*p = o->next;
		atomic_fetch_sub(&threads_held, 1);
	}
}

/* At thread exit. The kernel drops what is queued for it; its descriptors signal nobody until another thread takes them over. */
static void thread_ends(void *owner)
{
	struct sigio_owner *o = owner;
	self = NULL;
	pthread_mutex_lock(&owners_lock);
	unlink_owner(o);
	own_fd_close(o->sfd);
	o->gone = true; /* from here on the last set to drop it frees it */
	bool last = atomic_load(&o->sets) == 0;
	pthread_mutex_unlock(&owners_lock);
	if (last)
		free(o);
}

static void make_key(void)
{
	pthread_key_create(&thread_end, thread_ends);
}

int sigio_probe(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_key);
	pthread_mutex_lock(&owners_lock);
	int rc = sigio_signals_pick();
	pthread_mutex_unlock(&owners_lock);
	return rc;
}

static void link_owner(struct sigio_owner *o)
{
	pthread_mutex_lock(&owners_lock);
	if (!owners)
		sigio_signals_handle();
	o->next = owners;
	owners = o;
	atomic_fetch_add(&threads_held, 1);
	pthread_mutex_unlock(&owners_lock);
}

struct sigio_owner *sigio_self(int *error)
{
	if (__builtin_expect(self != NULL, 1))
		return self;
	struct sigio_owner *o = pthread_getspecific(thread_end); /* one that left at an earlier detach */
	if (!o)
		o = calloc(1, sizeof *o);
	int sfd = o ? sigio_signals_fd() : -ENOMEM;
	if (sfd < 0) {
		if (o && !pthread_getspecific(thread_end))
			free(o);
		*error = sfd;
		return NULL;
	}
	o->sfd = sfd;
	o->tid = (pid_t)syscall(SYS_gettid);
	o->left = o->asked = false;
	link_owner(o);
	sigio_signals_block(&o->blocked);
	pthread_setspecific(thread_end, o);
	return self = o;
}

void sigio_hold(struct sigio_owner *o)
{
	atomic_fetch_add(&o->sets, 1);
}

void sigio_drop(struct sigio_owner *o)
{
	pthread_mutex_lock(&owners_lock);
	bool last = atomic_fetch_sub(&o->sets, 1) == 1 && o->gone;
	pthread_mutex_unlock(&owners_lock);
	if (last)
		free(o);
}

void sigio_thread_leaves(void)
{
	struct sigio_owner *o = self;
	if (!o || atomic_load(&o->sets))
		return;
	self = NULL;
	pthread_setspecific(thread_end, NULL);
	drain(o->sfd);
	pthread_sigmask(SIG_UNBLOCK, &o->blocked, NULL);
	pthread_mutex_lock(&owners_lock);
	unlink_owner(o);
	pthread_mutex_unlock(&owners_lock);
	own_fd_close(o->sfd);
	free(o);
}

/* On the owner's thread, wherever it is: the mask that the return from this handler puts back is the one without our signals. */
static void leave_here(int signal, siginfo_t *info, void *context)
{
	(void)signal, (void)info;
	struct sigio_owner *o = self;
	if (!o || atomic_load(&o->sets))
		return;
	int saved = errno;
	self = NULL;
	drain(o->sfd);
	ucontext_t *interrupted = context;
	sigio_signals_open(&interrupted->uc_sigmask, &o->blocked);
	atomic_store(&o->left, true);
	errno = saved;
}

/* Owners whose handler has run are done with; their threads keep the object under the key until they end. */
static int reap(void)
{
	int held = 0;
	for (struct sigio_owner *o = owners, *next; o; o = next) {
		next = o->next;
		if (!atomic_load(&o->left)) {
			held++;
			continue;
		}
		own_fd_close(o->sfd);
		o->sfd = -1;
		unlink_owner(o);
	}
	return held;
}

/* Asked once each: a second signal could arrive after its handler is gone. */
static void ask(struct sigio_owner *o)
{
	if (!o->asked && !o->left && !atomic_load(&o->sets))
		o->asked = sigio_signals_send(o->tid, leave_here);
}

int sigio_release(void)
{
	pthread_mutex_lock(&owners_lock);
	int held = reap();
	for (struct sigio_owner *o = owners; o; o = o->next)
		ask(o);
	if (held == 0)
		sigio_signals_unhandle();
	pthread_mutex_unlock(&owners_lock);
	return held;
}
