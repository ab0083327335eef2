/* What /proc says about this process's descriptors. Cold paths. */
#ifndef POLLUX_PROC_FDS_H
#define POLLUX_PROC_FDS_H

#include <stdbool.h>
#include <stdint.h>

/* One line of an epoll fd's interest list. `disabled`: a one-shot entry that has fired. `ghost`: the number stands for another
 * file by now, or for none. */
struct proc_member {
	int fd;
	uint32_t events;
	uint64_t data;
	bool disabled, ghost;
};

bool proc_is_epoll(int fd);
/* Calls `each` for every epoll fd of the process. Returns how many, or -errno. */
int proc_each_epoll(void (*each)(int epfd, void *arg), void *arg);
/* Calls `each` for every entry of an epoll fd, in a snapshot the kernel takes under its own lock; stops when it returns nonzero.
 * Returns 0, -errno, or what `each` returned. */
int proc_each_member(int epfd, int (*each)(const struct proc_member *, void *arg), void *arg);

#endif
