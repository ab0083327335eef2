#include "uring_pin.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "set_core.h"
#include "sys.h"

#define PATIENCE_NS 100000000

int pin_open(struct uring_pin *p)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		return -errno;
	p->reader = own_fd(ends[0], PROTO_PIPE);
	p->armed = own_fd(ends[1], PROTO_PIPE);
	return 0;
}

void pin_close(struct uring_pin *p)
{
	struct pollfd end = { .fd = p->reader, .events = POLLIN };
	own_fd_close(p->armed);
	while (sys_ppoll(&end, 1, PATIENCE_NS) == -EINTR)
		;
	own_fd_close(p->reader);
}
