/* Which descriptors the side tap watches: sockets that carry input, chosen by their generation, so the choice costs no state and no
 * random number. They enter when their role is known and leave before they close. A descriptor that a fork has copied may outlive its
 * close in our epoll; what it still raises is of a generation that is gone. */
#include "tap.h"

#include <errno.h>
#include <pthread.h>
#include <sys/epoll.h>

#include "fd_row.h"

#define FD_BITS 20 /* of an event's data; the generation has the rest */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* epfd: it must not be closed between a look at it and its use */
static _Atomic int epfd = -1;
static _Atomic uint32_t share;
static _Atomic bool refused; /* the kernel takes no more */
static _Atomic int members;

static bool carries_input(const struct fd_row *row)
{
	return row->role == ROLE_ACCEPTED || row->role == ROLE_OUTBOUND || row->role == ROLE_LISTENER || row->proto == PROTO_UDP;
}

/* Multiples of the golden ratio are spread evenly: of any run of generations about the share is chosen. */
static bool is_chosen(uint64_t conn)
{
	uint64_t spread = conn * 0x9e3779b97f4a7c15ull >> 32;
	if (refused)
		return false;
	return spread < ((uint64_t)share << 32) / TAP_WHOLE || atomic_load(&members) < TAP_FLOOR;
}

/* Those that are watched stay; no more come. */
static void stand_down(int error)
{
	refused = true;
	meta_put("tap", error == ENOSPC ? "stood down: fs.epoll.max_user_watches is used up (ENOSPC); no more sockets are watched"
					: "stood down: the kernel has no memory (ENOMEM); no more sockets are watched");
}

/* NEW until it is known that nothing was there when we came. */
static void watch(struct fd_row *row)
{
	int fd = (int)(row - fd_rows);
	struct epoll_event event = { .events = EPOLLIN | EPOLLET, .data.u64 = row->conn << FD_BITS | (uint32_t)fd };
	atomic_store(&row->unwanted, 0);
	atomic_store(&row->tap, TAP_NEW);
	if (epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &event) < 0) {
		atomic_store(&row->tap, TAP_OFF);
		if (errno == ENOSPC || errno == ENOMEM)
			stand_down(errno);
		return;
	}
	atomic_fetch_add(&members, 1);
	uint64_t word = TAP_NEW;
	if (!tap_readable(fd))
		atomic_compare_exchange_strong(&row->tap, &word, TAP_IDLE);
}

void tap_enter(struct fd_row *row)
{
	if (atomic_load_explicit(&epfd, memory_order_relaxed) < 0 || row->own || !carries_input(row) || tap_on(row) || !is_chosen(row->conn))
		return;
	int saved = errno;
	pthread_mutex_lock(&lock);
	if (epfd >= 0)
		watch(row);
	pthread_mutex_unlock(&lock);
	errno = saved;
}

/* ENOENT: another file has the number already, and the last one is out. */
void tap_leave(struct fd_row *row)
{
	if (!tap_on(row))
		return;
	int saved = errno;
	pthread_mutex_lock(&lock);
	if (atomic_exchange(&row->tap, TAP_OFF) != TAP_OFF) {
		if (epfd >= 0)
			epoll_ctl(epfd, EPOLL_CTL_DEL, (int)(row - fd_rows), NULL);
		atomic_fetch_sub(&members, 1);
	}
	pthread_mutex_unlock(&lock);
	errno = saved;
}

/* Each row, claimed. */
static void each_row(void (*act)(struct fd_row *))
{
	uint32_t used = ledger->section[SECTION_FD].used;
	for (uint32_t fd = 0; fd < used; fd++) {
		struct fd_row *row = fd_row_claim((int)fd);
		if (!row)
			return;
		if (row->state == FD_OPEN)
			act(row);
		fd_row_release(row);
	}
}

int tap_members_open(int at, uint32_t wanted)
{
	pthread_mutex_lock(&lock);
	share = wanted;
	refused = false;
	atomic_store(&members, 0);
	epfd = at;
	pthread_mutex_unlock(&lock);
	each_row(tap_enter);
	return atomic_load(&members);
}

void tap_members_close(void)
{
	pthread_mutex_lock(&lock);
	epfd = -1; /* first, so that nobody enters behind our back */
	pthread_mutex_unlock(&lock);
	each_row(tap_leave);
}
