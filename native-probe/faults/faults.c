/* The calls that can fail. Each one is fault_NAME and stands where the library calls NAME (Makefile). */
#include "faults.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

struct faults *faults;
void (*faults_after)(long number, long result);
bool (*faults_instead)(long number, const long arguments[6], long *result);
static pthread_mutex_t noting = PTHREAD_MUTEX_INITIALIZER;

void faults_open(void)
{
	faults = mmap(NULL, sizeof *faults, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (faults == MAP_FAILED)
		abort();
}

void faults_plan(uint32_t site, int error, unsigned first, unsigned times)
{
	for (uint32_t i = 0; i < faults->sites; i++)
		faults->site[i].calls = 0;
	faults->planned = site;
	faults->error = error;
	faults->first = first;
	faults->times = times;
	faults->failed = 0;
	faults->on = true;
}

void faults_off(void)
{
	faults->on = false;
}

static uint32_t site_of(const void *at, const char *call, const int *errors)
{
	uint32_t i = 0;
	pthread_mutex_lock(&noting);
	while (i < faults->sites && faults->site[i].at != at)
		i++;
	if (i == SITES)
		abort();
	if (i == faults->sites) {
		faults->site[i].at = at;
		faults->site[i].call = call;
		for (int k = 0; k < ERRORS && errors[k]; k++)
			faults->site[i].errors[k] = errors[k];
		faults->sites++;
	}
	pthread_mutex_unlock(&noting);
	return i;
}

static bool fails(const void *at, const char *call, const int *errors)
{
	if (!faults || !faults->on)
		return false;
	uint32_t i = site_of(at, call, errors);
	unsigned n = faults->site[i].calls++;
	if (i != faults->planned || !faults->error || n < faults->first || n - faults->first >= faults->times)
		return false;
	faults->failed++;
	errno = faults->error;
	return true;
}

#define FAILS(call, ...) fails(__builtin_return_address(0), call, (const int[]){ __VA_ARGS__, 0 })

/* ---- descriptors ---- */

int fault_epoll_create1(int flags)
{
	return FAILS("epoll_create1", EMFILE, ENOMEM) ? -1 : epoll_create1(flags);
}

int fault_epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)
{
	if (op != EPOLL_CTL_DEL && FAILS("epoll_ctl", ENOSPC, ENOMEM))
		return -1;
	return epoll_ctl(epfd, op, fd, event);
}

int fault_eventfd(unsigned value, int flags)
{
	return FAILS("eventfd", EMFILE, ENOMEM) ? -1 : eventfd(value, flags);
}

int fault_signalfd(int fd, const sigset_t *mask, int flags)
{
	return FAILS("signalfd", EMFILE, ENOMEM) ? -1 : signalfd(fd, mask, flags);
}

int fault_open(const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	unsigned mode = va_arg(more, unsigned);
	va_end(more);
	return FAILS("open", EMFILE, EACCES, ENOMEM) ? -1 : open(path, flags, mode);
}

DIR *fault_opendir(const char *path)
{
	return FAILS("opendir", EMFILE, ENOMEM) ? NULL : opendir(path);
}

ssize_t fault_read(int fd, void *to, size_t bytes)
{
	return FAILS("read", EAGAIN, EINTR, EBADF) ? -1 : read(fd, to, bytes);
}

ssize_t fault_write(int fd, const void *from, size_t bytes)
{
	return FAILS("write", EAGAIN, EINTR, EBADF) ? -1 : write(fd, from, bytes);
}

int fault_fcntl(int fd, int command, ...)
{
	va_list more;
	va_start(more, command);
	long argument = va_arg(more, long);
	va_end(more);
	return FAILS("fcntl", EPERM, EINVAL, EBADF) ? -1 : fcntl(fd, command, argument);
}

int fault_ioctl(int fd, unsigned long request, ...)
{
	va_list more;
	va_start(more, request);
	long argument = va_arg(more, long);
	va_end(more);
	return FAILS("ioctl", EPERM, ENOTTY, ENOMEM) ? -1 : ioctl(fd, request, argument);
}

int fault_getsockopt(int fd, int level, int name, void *value, socklen_t *size)
{
	return FAILS("getsockopt", ENOBUFS) ? -1 : getsockopt(fd, level, name, value, size);
}

/* ---- memory and threads ---- */

void *fault_mmap(void *at, size_t bytes, int protection, int flags, int fd, off_t offset)
{
	return FAILS("mmap", ENOMEM, EAGAIN) ? MAP_FAILED : mmap(at, bytes, protection, flags, fd, offset);
}

void *fault_malloc(size_t bytes)
{
	return FAILS("malloc", ENOMEM) ? NULL : malloc(bytes);
}

void *fault_calloc(size_t n, size_t bytes)
{
	return FAILS("calloc", ENOMEM) ? NULL : calloc(n, bytes);
}

void *fault_realloc(void *old, size_t bytes)
{
	return FAILS("realloc", ENOMEM) ? NULL : realloc(old, bytes);
}

void *fault_aligned_alloc(size_t alignment, size_t bytes)
{
	return FAILS("aligned_alloc", ENOMEM) ? NULL : aligned_alloc(alignment, bytes);
}

int fault_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument)
{
	return FAILS("pthread_create", EAGAIN) ? EAGAIN : pthread_create(thread, attributes, run, argument);
}

/* ---- by number ---- */

struct numbered {
	long number;
	const char *name;
	int errors[ERRORS + 1];
};

/* An epoll_wait(2) on a good descriptor and a buffer of the caller's fails with nothing else. poll(2) without a time-out is not interrupted. */
static const struct numbered numbered[] = {
#ifdef SYS_epoll_wait
	{ SYS_epoll_wait, "epoll_wait", { EINTR } },
	{ SYS_poll, "poll", { ENOMEM } },
#endif
	{ SYS_ppoll, "ppoll", { EINTR, ENOMEM, EINVAL } },
	{ SYS_pselect6, "pselect6", { EINTR, ENOMEM, EBADF } },
	{ SYS_io_uring_setup, "io_uring_setup", { EMFILE, ENOMEM, EPERM } },
	{ SYS_io_uring_enter, "io_uring_enter", { EINTR, EAGAIN, ENOMEM, EBADF, EEXIST } },
	{ SYS_memfd_create, "memfd_create", { EMFILE, ENOMEM } },
};

static bool numbered_fails(long number, const void *at)
{
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
		if (numbered[i].number == number)
			return fails(at, numbered[i].name, numbered[i].errors);
	return false;
}

long fault_syscall(long number, ...)
{
	long a[6], result;
	va_list more;
	va_start(more, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(more, long);
	va_end(more);
	if (numbered_fails(number, __builtin_return_address(0)))
		return -1;
	if (faults_instead && faults_instead(number, a, &result))
		return result;
	result = syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	int error = errno;
	if (faults_after)
		faults_after(number, result);
	errno = error;
	return result;
}
