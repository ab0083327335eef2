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

#define FIRST_CHOICE 7     /* above SIGRTMIN */
#define JDK_INTERRUPT (SIGRTMAX - 2) /* NativeThread.c, JDK 17-25: interrupts blocked I/O */

static pthread_mutex_t owners_lock = PTHREAD_MUTEX_INITIALIZER;
static struct sigio_owner *owners;
static pthread_key_t thread_end;
static int chosen, leave_signal; /* what descriptors raise; what tells a thread to give back its mask */
static bool handles_sigio;
static _Atomic int lost;
static __thread struct sigio_owner *self;

int sigio_signal(void)
{
	return chosen;
}

static bool is_free(int signal)
{
	struct sigaction now;
	return sigaction(signal, NULL, &now) == 0 && !(now.sa_flags & SA_SIGINFO) && now.sa_handler == SIG_DFL;
}

static int pick(int from)
{
	for (int signal = from; signal <= SIGRTMAX; signal++)
		if (signal != JDK_INTERRUPT && is_free(signal))
			return signal;
	return 0;
}

static void drain(int sfd)
{
	struct signalfd_siginfo infos[64];
	while (read(sfd, infos, sizeof infos) > 0)
		;
}

/* Never called: the signals are blocked wherever they are raised. Without it a mistake would end the process. */
static void ignore(int signal, siginfo_t *info, void *context)
{
	(void)signal, (void)info, (void)context;
}

static void handle(int signal, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction action = { .sa_flags = SA_SIGINFO | SA_RESTART };
	action.sa_sigaction = handler;
	sigaction(signal, &action, NULL);
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
	if (!chosen) {
		chosen = pick(SIGRTMIN + FIRST_CHOICE);
		leave_signal = chosen ? pick(chosen + 1) : 0;
		if (!leave_signal)
			chosen = 0;
	}
	pthread_mutex_unlock(&owners_lock);
	return chosen ? 0 : -ENOSYS;
}

void sigio_lost(void)
{
	atomic_fetch_add(&lost, 1);
}

static void handle_all(void)
{
	handle(chosen, ignore);
	if (is_free(SIGIO)) {
		handle(SIGIO, ignore);
		handles_sigio = true;
	}
}

/* Only what was open before is ours to open again. */
static void block(struct sigio_owner *o)
{
	sigset_t before;
	sigemptyset(&o->blocked);
	sigaddset(&o->blocked, chosen);
	sigaddset(&o->blocked, SIGIO);
	pthread_sigmask(SIG_BLOCK, &o->blocked, &before);
	if (sigismember(&before, chosen))
		sigdelset(&o->blocked, chosen);
	if (sigismember(&before, SIGIO))
		sigdelset(&o->blocked, SIGIO);
}

static int open_signalfd(void)
{
	sigset_t both;
	sigemptyset(&both);
	sigaddset(&both, chosen);
	sigaddset(&both, SIGIO);
	return own_fd(signalfd(-1, &both, SFD_NONBLOCK | SFD_CLOEXEC), PROTO_OTHER);
}

static void link_owner(struct sigio_owner *o)
{
	pthread_mutex_lock(&owners_lock);
	if (!owners)
		handle_all();
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
	int sfd = o ? open_signalfd() : -ENOMEM;
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
	block(o);
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
	for (int i = 0; i < 2; i++) {
		int ours = i ? SIGIO : chosen;
		if (sigismember(&o->blocked, ours))
			sigdelset(&interrupted->uc_sigmask, ours);
	}
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
	if (o->asked || o->left || atomic_load(&o->sets))
		return;
	handle(leave_signal, leave_here);
	o->asked = syscall(SYS_tgkill, getpid(), o->tid, leave_signal) == 0;
}

/* leave_here stays, a signal may still be on its way; so does the handler of the others if a descriptor got away armed. */
static void unhandle(void)
{
	if (!chosen || atomic_load(&lost))
		return;
	signal(chosen, SIG_DFL);
	if (handles_sigio)
		signal(SIGIO, SIG_DFL);
	handles_sigio = false;
}

int sigio_release(void)
{
	pthread_mutex_lock(&owners_lock);
	int held = reap();
	for (struct sigio_owner *o = owners; o; o = o->next)
		ask(o);
	if (held == 0)
		unhandle();
	pthread_mutex_unlock(&owners_lock);
	return held;
}
