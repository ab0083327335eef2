/* One word an eventfd: what the application would see, and what the counter holds. */
#include "undrained.h"

#include <poll.h>
#include <unistd.h>

#include "set_core.h"
#include "sys.h"

#define MEMBER  1ull
#define ON      2ull
#define PENDING 4ull
#define WRITE   8ull

static _Atomic uint64_t words[FD_LIMIT];

static bool nobody_asks(int fd)
{
	return atomic_load_explicit(&lazy_sets, memory_order_relaxed) == 0 || (uint32_t)fd >= FD_LIMIT;
}

/* The counter, and zero from now on. Never blocks, whatever mode the application has put the descriptor in. */
static uint64_t take_counter(int fd)
{
	struct pollfd one = { .fd = fd, .events = POLLIN };
	uint64_t value = 0;
	if (sys_poll_now(&one, 1) != 1 || !(one.revents & POLLIN) || read(fd, &value, sizeof value) != sizeof value)
		return 0;
	return value;
}

bool undrained_begin(int fd)
{
	uint64_t none = 0;
	if (atomic_compare_exchange_strong(&words[fd], &none, MEMBER))
		return true;
	undrained_end(fd);
	return false;
}

static void give_back(int fd, uint64_t value)
{
	ssize_t written = write(fd, &value, sizeof value); /* fails when the counter is full: it is readable then */
	(void)written;
}

static void give_back_more(int fd, uint64_t value, uint64_t known)
{
	if (value > known)
		give_back(fd, value - known);
}

void undrained_end(int fd)
{
	uint64_t was = atomic_exchange(&words[fd], 0);
	struct pollfd one = { .fd = fd, .events = POLLIN };
	if (!(was & ON))
		return;
	if (!(was & PENDING))
		give_back_more(fd, take_counter(fd), was / WRITE); /* a write that has come since the exchange is not drained */
	else if (sys_poll_now(&one, 1) == 0) /* undrained_doubt has read it meanwhile */
		give_back(fd, 1);
}

bool undrained_doubt(int fd)
{
	uint64_t word = atomic_load(&words[fd]);
	if (!(word & ON))
		return true;
	if (word & PENDING) /* written meanwhile: the next look finds it */
		return false;
	uint64_t value = take_counter(fd), known = word / WRITE;
	if (value <= known) {
		while ((word & ON) && word / WRITE >= value && !atomic_compare_exchange_weak(&words[fd], &word, word - value * WRITE))
			;
		return !(word & ON);
	}
	atomic_store(&words[fd], 0);
	give_back(fd, value - known);
	return true;
}

enum undrained undrained_now(int fd)
{
	uint64_t word = atomic_load(&words[fd]);
	return !(word & ON) ? UNDRAINED_OFF : word & PENDING ? UNDRAINED_PENDING : UNDRAINED_LEVEL;
}

void undrained_write(int fd)
{
	if (nobody_asks(fd))
		return;
	uint64_t word = atomic_load(&words[fd]);
	while ((word & ON) && !atomic_compare_exchange_weak(&words[fd], &word, (word + WRITE) | PENDING))
		;
}

bool undrained_drain(int fd)
{
	if (nobody_asks(fd))
		return false;
	uint64_t word = atomic_load(&words[fd]);
	while (word & ON) {
		bool still = lazy_on(LAZY_WAKEUP); /* if not, this read takes all there is */
		if (atomic_compare_exchange_weak(&words[fd], &word, still ? word & ~PENDING : MEMBER))
			return still;
	}
	return false;
}

void undrained_drained(int fd)
{
	uint64_t member = MEMBER;
	if (!nobody_asks(fd) && lazy_on(LAZY_WAKEUP))
		atomic_compare_exchange_strong(&words[fd], &member, MEMBER | ON);
}
