/* Which epoll fds are sets. One load tells; a set never goes back to the allocator, so a pointer read without a lock stays a set. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "proc_fds.h"
#include "set_switch.h"

/* 8 MB of address space; a page is touched for every 512 descriptors in use. */
static _Atomic(struct set *) sets[FD_LIMIT];
static _Atomic(struct set *) all;
static pthread_mutex_t registry = PTHREAD_MUTEX_INITIALIZER;

_Atomic bool sets_released;
_Atomic uint32_t sets_engine;

struct set *sets_first(void)
{
	return atomic_load(&all);
}

struct set *set_known(int epfd)
{
	return (uint32_t)epfd < FD_LIMIT ? atomic_load_explicit(&sets[epfd], memory_order_acquire) : NULL;
}

struct set *set_of(int epfd)
{
	struct set *s = set_known(epfd);
	if (__builtin_expect(s != NULL, 1))
		return s;
	if ((uint32_t)epfd >= FD_LIMIT || sets_released || !proc_is_epoll(epfd))
		return NULL;
	s = set_register(epfd, false, false);
	sets_find_nested();
	return s;
}

static struct set *set_make(void)
{
	struct set *s = aligned_alloc(_Alignof(struct set), sizeof *s);
	if (!s)
		return NULL;
	memset(s, 0, sizeof *s);
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&s->idle, &monotonic);
	pthread_condattr_destroy(&monotonic);
	pthread_mutex_init(&s->lock, NULL);
	s->epfd = -1;
	s->row = -1;
	s->wake = -1;
	s->serving = &engine_epoll;
	s->edges = -1;
	s->next = all;
	atomic_store(&all, s);
	return s;
}

/* A set nobody is inside of any more, or a new one. */
static struct set *set_free(void)
{
	for (struct set *s = all; s; s = s->next)
		if (s->epfd == -1 && s->kernel_waiters == 0 && s->waiters == 0)
			return s;
	return set_make();
}

struct set *set_register(int epfd, bool born, bool own)
{
	pthread_mutex_lock(&registry);
	struct set *s = set_known(epfd);
	if (!s && (s = set_free())) {
		pthread_mutex_lock(&s->lock);
		s->born = born;
		s->own = own;
		s->closing = false;
		s->engine = ENGINE_epoll;
		s->wanted = own ? ENGINE_epoll : atomic_load(&sets_engine);
		s->seen = born;
		s->pending = !born;
		s->nested = s->barred = s->kick_on = false;
		s->epfd = epfd;
		set_row_begin(s);
		pthread_mutex_unlock(&s->lock);
		atomic_store_explicit(&sets[epfd], s, memory_order_release);
	}
	pthread_mutex_unlock(&registry);
	return s;
}

void set_created(int epfd)
{
	if ((uint32_t)epfd >= FD_LIMIT)
		return;
	set_closing(epfd); /* one under this number was closed unseen */
	if (sets_released)
		return;
	struct set *s = set_register(epfd, true, is_own_thread());
	if (s && s->wanted != ENGINE_epoll)
		set_switch(s, s->wanted);
}

/* The engine lets go, the interest list with it; the real epoll fd keeps what it has, it is about to close anyway. */
static void set_end(struct set *s)
{
	s->closing = true;
	set_seize_role(s);
	set_close_engine(s);
	s->engine = ENGINE_epoll;
	edges_close(s);
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].fd >= 0)
			set_expel(s, &s->in.at[i]);
	interest_free(&s->in);
	own_fd_close(s->wake);
	s->wake = -1;
	set_row_end(s);
	s->epfd = -1;
	s->switchers--;
	set_drop_role(s);
}

void set_closing(int epfd)
{
	struct set *s = set_known(epfd);
	if (__builtin_expect(s == NULL, 1))
		return;
	pthread_mutex_lock(&registry);
	s = set_known(epfd);
	if (s) {
		atomic_store_explicit(&sets[epfd], NULL, memory_order_release);
		pthread_mutex_lock(&s->lock);
		set_end(s);
		pthread_mutex_unlock(&s->lock);
	}
	pthread_mutex_unlock(&registry);
}

int set_row_of(int epfd)
{
	struct set *s = set_known(epfd);
	return s ? atomic_load_explicit(&s->row, memory_order_relaxed) : -1;
}
