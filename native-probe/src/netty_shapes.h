/* Hook shapes of netty.def: each calls the original native of its own copy of Netty and counts what it returned. Netty's natives answer
 * a number >= 0 or -errno, and repeat a call that a signal interrupted (4.1 and 4.2), so one Java call is one system call. */
#ifndef POLLUX_NETTY_SHAPES_H
#define POLLUX_NETTY_SHAPES_H

#include "netty_shape_datagram.h"
#include "netty_shape_io.h"
#include "netty_shape_life.h"
#include "netty_shape_wait.h"

#endif
