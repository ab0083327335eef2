/* What tests with many threads at once share: the threads, and the few descriptors' numbers on which they meet. */
#ifndef POLLUX_SUPPORT_HAMMER_H
#define POLLUX_SUPPORT_HAMMER_H

#include "ledger.h"
#include "test.h"

#define THREADS 8
#define ROUNDS  4007
#define FIRST   1000 /* the first number */

/* Runs `work` on all the threads, each with its number, to the end. */
void hammer(void *(*work)(void *));
/* The row of a number, whatever its state. */
struct fd_row *row_at(int fd);

#endif
