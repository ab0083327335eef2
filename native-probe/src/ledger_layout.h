/* The ledger's description of itself: which section lies where, and what its records consist of. */
#ifndef POLLUX_LEDGER_LAYOUT_H
#define POLLUX_LEDGER_LAYOUT_H

#include <stddef.h>

#include "ledger.h"

/* Places every section for that many fd rows. Returns the size of the whole ledger in bytes, a multiple of the page size. */
size_t ledger_layout(struct ledger_section_desc section[SECTIONS], uint32_t fd_records);
/* Writes header, fields, enums and engine names into zeroed memory of ledger_layout() bytes; the magic last. */
void ledger_describe(struct ledger_header *header, uint32_t fd_records);

#endif
