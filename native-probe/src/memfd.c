#include "memfd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* linux/memfd.h of Linux 6.3; older kernels answer EINVAL. */
#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U
#endif

bool memfd_is_strict(void)
{
	FILE *setting = fopen("/proc/sys/vm/overcommit_memory", "re");
	int mode = 0;
	if (!setting)
		return false;
	if (fscanf(setting, "%d", &mode) != 1)
		mode = 0;
	fclose(setting);
	return mode == 2;
}

/* Since 6.3 the kernel logs a line about a memfd that says nothing of executability. */
static int make(const char *name)
{
	int fd = (int)syscall(SYS_memfd_create, name, MFD_CLOEXEC | MFD_NOEXEC_SEAL);
	if (fd < 0 && errno == EINVAL)
		fd = (int)syscall(SYS_memfd_create, name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
	return fd < 0 ? -errno : fd;
}

/* For its owner alone, though /proc lets nobody else near it: a descriptor may be handed on. Sealed against shrinking: nobody who opens it can make a counting thread of the application fault. */
static int shape(int fd, size_t bytes)
{
	if (fchmod(fd, S_IRUSR | S_IWUSR) < 0 || ftruncate(fd, (off_t)bytes) < 0 || fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0)
		return -errno;
	if (memfd_is_strict() && fallocate(fd, 0, 0, (off_t)bytes) < 0)
		return -errno;
	return 0;
}

int memfd_make(const char *name, size_t bytes)
{
	struct rlimit largest;
	if (getrlimit(RLIMIT_FSIZE, &largest) == 0 && largest.rlim_cur < bytes)
		return -EFBIG;
	int fd = make(name);
	if (fd < 0)
		return fd;
	int error = shape(fd, bytes);
	if (error < 0)
		close(fd);
	return error < 0 ? error : fd;
}
