/* How often an engine could not serve a set, by reason: see incidents.def. */
#ifndef POLLUX_FALLBACK_H
#define POLLUX_FALLBACK_H

#include "ledger.h"

/* Counts one in the ledger; does nothing before the ledger is open. Thread-safe. */
void fallback_add(enum fallback reason);

#endif
