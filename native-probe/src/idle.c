/* One word a descriptor: how many edges of it were fetched, and what reads have proved since. */
#include "idle.h"

#include "mutate.h"

#define IDLE    1u
#define SPECIAL 2u
#define EDGE    4u

_Atomic uint64_t idle_words[1 << 20];

void idle_prove(int fd, uint64_t seen)
{
	if (MUTATED(BURY))
		atomic_fetch_or(&idle_words[fd], IDLE);
	else if (!(seen & SPECIAL))
		atomic_compare_exchange_strong(&idle_words[fd], &seen, seen | IDLE);
}

void idle_read(const struct fd_row *row, int fd, uint64_t seen, int64_t n, bool again, uint64_t room)
{
	if (!row)
		return;
	bool tcp = row->proto == PROTO_TCP;
	if (again ? tcp || row->proto == PROTO_UNIX : tcp && n > 0 && (uint64_t)n < room)
		idle_prove(fd, seen);
}

void idle_readv(const struct fd_row *row, int fd, uint64_t seen, int64_t n, bool again, const struct iovec *vector, int length)
{
	uint64_t room = 0;
	for (int i = 0; i < length; i++)
		room += vector[i].iov_len;
	idle_read(row, fd, seen, n, again, room);
}

void idle_edge(int fd, uint32_t events)
{
	uint64_t special = events & (EPOLLPRI | EPOLLRDHUP | EPOLLHUP | EPOLLERR) ? SPECIAL : 0;
	uint64_t seen = atomic_load(&idle_words[fd]);
	while (!atomic_compare_exchange_weak(&idle_words[fd], &seen, ((seen + EDGE) & ~(uint64_t)IDLE) | special))
		;
}

void idle_begin(int fd)
{
	atomic_store(&idle_words[fd], (atomic_load(&idle_words[fd]) + EDGE) & ~(uint64_t)(IDLE | SPECIAL));
}

bool idle_proved(int fd)
{
	return lazy_on(LAZY_REARM) && (atomic_load(&idle_words[fd]) & IDLE);
}
