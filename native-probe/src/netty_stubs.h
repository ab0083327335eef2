/* The hooks of one copy of Netty: COPY is its number. Included once for each. */
#define NETTY(cls, method, descriptor, shape) NETTY_##shape(COPY, cls##_##method)
#include "netty.def"

static const native_function STUBS(COPY)[NETTY_HOOKS] = {
#define NETTY(cls, method, descriptor, shape) (native_function)NETTY_NAME(COPY, cls##_##method),
#include "netty.def"
};
#undef COPY
