/* Bit operations by hand: the FD_* macros stop at FD_SETSIZE, or abort there. */
#include "fd_bits.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int fd_bits_reserve(struct fd_bits *p, int fd)
{
	uint32_t words = (uint32_t)fd / BITS + 1, to = p->words ? p->words : 16;
	if (words <= p->words)
		return 0;
	while (to < words)
		to *= 2;
	for (int k = 0; k < SETS; k++) {
		uint64_t *want = realloc(p->want[k], to * sizeof *want), *got = want ? realloc(p->got[k], to * sizeof *got) : NULL;
		if (want) {
			memset(want + p->words, 0, (to - p->words) * sizeof *want);
			p->want[k] = want;
		}
		if (!got)
			return -ENOMEM;
		p->got[k] = got;
	}
	p->words = to;
	return 0;
}

void fd_bits_set(struct fd_bits *p, int k, int fd, bool on)
{
	uint64_t *word = &p->want[k][fd / BITS], bit = 1ull << (fd % BITS);
	if (!(*word & bit) == !on)
		return;
	*word ^= bit;
	p->bits[k] += on ? 1 : -1u;
}

void fd_bits_trim(struct fd_bits *p, int fd)
{
	if ((uint32_t)fd / BITS >= p->top)
		p->top = (uint32_t)fd / BITS + 1;
	while (p->top && !(p->want[READ][p->top - 1] | p->want[WRITE][p->top - 1] | p->want[EXCEPT][p->top - 1]))
		p->top--;
}

void fd_bits_copy(struct fd_bits *p, uint64_t *sets[SETS])
{
	for (int k = 0; k < SETS; k++) {
		p->passed[k] = p->bits[k] != 0;
		sets[k] = p->passed[k] ? p->got[k] : NULL;
		if (sets[k])
			memcpy(p->got[k], p->want[k], p->top * sizeof(uint64_t));
	}
}

uint64_t fd_bits_got(const struct fd_bits *p, uint32_t word)
{
	uint64_t any = 0;
	for (int k = 0; k < SETS; k++)
		any |= p->passed[k] ? p->got[k][word] : 0;
	return any;
}

void fd_bits_free(struct fd_bits *p)
{
	for (int k = 0; k < SETS; k++) {
		free(p->want[k]);
		free(p->got[k]);
	}
}
