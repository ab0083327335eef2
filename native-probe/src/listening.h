/* TCP ports this process was seen listening on: tells an accepted connection from an outbound one when both are met late. */
#ifndef POLLUX_LISTENING_H
#define POLLUX_LISTENING_H

#include <stdbool.h>
#include <stdint.h>

/* A port stays known after its listener closed, as its connections may live on. Thread-safe. */
void listening_add(uint16_t port);
/* Has it been seen? Thread-safe. */
bool listening_on(uint16_t port);
/* Forgets all. Not thread-safe; for ledger_open. */
void listening_reset(void);

#endif
