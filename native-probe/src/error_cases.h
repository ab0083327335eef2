/* The cases of errors.def: each makes what it needs and the call on it, and gives what that said: >= 0 or -errno. */
#ifndef POLLUX_ERROR_CASES_H
#define POLLUX_ERROR_CASES_H

/* Once, before the first case. */
void error_cases_prepare(void);

/* engine: who serves the epoll instances of the case; -1: the kernel, and every case but those of epoll. */
#define ERROR(call, what, expected, here, why) int error_##here(int engine);
#include "errors.def"
#undef ERROR
#undef EPOLL_ERROR

#endif
