/* The kernel's epoll on the application's own epoll fd: the default, and what every set falls back to. It has no interest list and
 * no state of its own: set_ctl is epoll_ctl(2), set_wait is epoll_wait(2), see set_ctl.c and set_wait.c. */
#include "engine.h"

const struct engine engine_epoll = {
	.name = "epoll",
	.kernel = true,
};
