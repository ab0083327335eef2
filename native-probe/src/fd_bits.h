/* Three sets of descriptors for pselect6(2), as long as the highest descriptor needs: what to watch, and a copy of it for the kernel to
 * overwrite. Words of 64 bits, as the kernel reads them (long). Not thread-safe: only the waiter touches them. */
#ifndef POLLUX_FD_BITS_H
#define POLLUX_FD_BITS_H

#include <stdbool.h>
#include <stdint.h>

#define BITS 64
enum { READ, WRITE, EXCEPT, SETS };

struct fd_bits {
	uint64_t *want[SETS], *got[SETS];
	uint32_t bits[SETS]; /* set in want */
	uint32_t words, top; /* allocated; in use */
	bool passed[SETS];   /* to the last call: an all-zero set is not */
};

/* Room for a descriptor. 0 or -ENOMEM. */
int fd_bits_reserve(struct fd_bits *p, int fd);
/* One bit of want; there must be room. */
void fd_bits_set(struct fd_bits *p, int k, int fd, bool on);
/* After fd's bits changed: the length in use again. */
void fd_bits_trim(struct fd_bits *p, int fd);
/* Copies want to got and gives what to pass for each set: null for an empty one. */
void fd_bits_copy(struct fd_bits *p, uint64_t *sets[SETS]);
/* Descriptors of one word that the kernel left in any set. */
uint64_t fd_bits_got(const struct fd_bits *p, uint32_t word);
void fd_bits_free(struct fd_bits *p);

#endif
