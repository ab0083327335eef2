/* A child that has every file that is open now, so that those files outlive their close here. */
#ifndef POLLUX_TEST_HOLDER_H
#define POLLUX_TEST_HOLDER_H

#include <sys/types.h>

struct holder { pid_t child; int end; };

struct holder hold_files(void);
/* It ends, and its files with it. */
void let_go(struct holder h);

#endif
