/* What every hook shape of netty.def needs: the function's name, the original of its own copy of Netty, and what it answered. What counts is
 * out of line, for each shape exists once a copy. */
#ifndef POLLUX_NETTY_SHAPE_H
#define POLLUX_NETTY_SHAPE_H

#include "hook_io.h"
#include "netty_copies.h"

#define NETTY_NAME_(copy, id) netty_##copy##_##id
#define NETTY_NAME(copy, id) NETTY_NAME_(copy, id)
#define NETTY_ORIGINAL(copy, id, type, ...) ((type (JNICALL *)(__VA_ARGS__))netty_copies[copy].originals[NETTY_##id])

/* The JDK's codes, which the counting functions of hook_io.h take. */
static inline int64_t as_jdk(int64_t n)
{
	return n >= 0 ? n : n == -EAGAIN ? IOS_UNAVAILABLE : IOS_THROWN;
}

#endif
