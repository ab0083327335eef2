/* Rows of the ledger's hook section for hooks that are not natives. */
#ifndef POLLUX_HOOK_ROWS_H
#define POLLUX_HOOK_ROWS_H

#include <stdint.h>

/* Writes the row of that name, a new one from index `first` on when there is none. state: a label of HOOK_STATE in enums.def.
 * Returns 0, -EINVAL for an unknown state, -ENOSPC when the section is full. Cold path, thread-safe; the ledger is open. */
int hook_row_put(uint32_t first, const char *name, const char *state, const char *why);

#endif
