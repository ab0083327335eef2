/* The file under the ledger. */
#ifndef POLLUX_MEMFD_H
#define POLLUX_MEMFD_H

#include <stdbool.h>
#include <stddef.h>

/* A memfd of that size, zero and sparse, closed on exec and sealed so that it never changes its size. Returns its number or
 * -errno: -EFBIG past RLIMIT_FSIZE (asking the kernel would raise SIGXFSZ), -ENOSPC where memory must be promised and is not there. */
int memfd_make(const char *name, size_t bytes);
/* True where the kernel hands out no memory it does not have (vm.overcommit_memory=2). There a sparse file is a trap: the first
 * touch of a page may raise SIGBUS in a thread of the application. memfd_make takes all pages at once then. */
bool memfd_is_strict(void);

#endif
