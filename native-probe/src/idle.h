/* What reads prove. A read of a stream socket that gets EAGAIN, or of TCP that gets less than it has room for, has found the receive queue
 * empty: epoll(7), "questions and answers", 9. From then on only an event makes the socket readable again, and each event is a new edge.
 *
 *   word of a descriptor:  | edges fetched (62) | SPECIAL | IDLE |
 *
 *   reader, any thread, no lock            waiter of a set, once it has fetched an edge
 *   1 seen = word                          a word = edges + 1, IDLE off
 *   2 read(2): the queue is empty
 *   3 word: seen -> seen | IDLE, only if it still is `seen`
 *
 * IDLE says: no edge that any set has fetched is younger than a moment at which the queue was empty. Why that is so: an edge fetched before
 * step 1 is older than step 2. One fetched after it moves the word, so step 3 fails, or clears IDLE if it comes after step 3. And one that
 * is not fetched yet is still in the kernel's ready list, and will be. So who finds IDLE need not poll for input. The compare-and-set is
 * what it hangs on: without it, step 3 would bury an edge fetched between 2 and 3 (model/maybe_ready.pml, mutation BURY).
 *
 * Not every short read is proof. It may also have met the end of the stream, an error or the urgent mark (tcp_recvmsg, Linux 6.18): the
 * queue may go on behind it. Each of those is an edge with RDHUP, HUP, ERR or PRI, asked for by every member, and SPECIAL from then on, until
 * the descriptor is added anew: no read proves anything. Where that edge was not fetched before step 1, it is fetched after, and clears IDLE.
 * A Unix stream stops short behind passed descriptors: there only EAGAIN is proof. Datagrams and pipes are polled.
 * A number that is reused while a read of its former owner is on its way may get IDLE of it: that claims nothing, for the new file's ADD
 * makes an edge of its own if there is anything to read, and that is fetched later or has moved the word. */
#ifndef POLLUX_IDLE_H
#define POLLUX_IDLE_H

#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/uio.h>

#include "lazy.h"
#include "ledger.h"

#define IDLE_UNASKED UINT64_MAX /* nobody wants proofs now */

extern _Atomic uint64_t idle_words[1 << 20]; /* by descriptor; FD_LIMIT */

/* Step 1. Hot path: one load where no set is lazy. */
static inline uint64_t idle_sample(int fd)
{
	if (__builtin_expect(atomic_load_explicit(&lazy_sets, memory_order_relaxed) == 0, 1) || (uint32_t)fd >= 1 << 20)
		return IDLE_UNASKED;
	return atomic_load(&idle_words[fd]);
}

/* Step 3. */
void idle_prove(int fd, uint64_t seen);
/* A read gave `n` bytes, or -1 (end of stream), or `again`, and had room for `room`. */
void idle_read(const struct fd_row *row, int fd, uint64_t seen, int64_t n, bool again, uint64_t room);
/* The same of a vector. */
void idle_readv(const struct fd_row *row, int fd, uint64_t seen, int64_t n, bool again, const struct iovec *vector, int length);
/* Step a. `events`: what the edge said. */
void idle_edge(int fd, uint32_t events);
/* The descriptor enters its first set. */
void idle_begin(int fd);
/* Is it proved that there is nothing to read but what a later edge will tell of? */
bool idle_proved(int fd);

#endif
