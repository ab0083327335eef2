#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "states.h"
#include "sys.h"

#define SET_BITS 4096
#define WORD_BITS (8 * sizeof(unsigned long))

/* By the raw call on sets of our own: FD_SET ends at 1,024. */
struct said ask_select(int fd)
{
	unsigned long sets[3][SET_BITS / WORD_BITS];
	unsigned long bit = 1UL << ((unsigned)fd % WORD_BITS);
	size_t word = (unsigned)fd / WORD_BITS;
	struct timespec now = { 0, 0 };
	memset(sets, 0, sizeof sets);
	for (int i = 0; i < 3; i++)
		sets[i][word] = bit;
	int rc = sys_call6(SYS_pselect6, fd + 1, (long)sets[0], (long)sets[1], (long)sets[2], (long)&now, 0);
	if (rc < 0)
		return said_error(rc);
	return said_sets((sets[0][word] & bit ? SELECT_R : 0) | (sets[1][word] & bit ? SELECT_W : 0) | (sets[2][word] & bit ? SELECT_X : 0));
}

struct said ask_poll(int fd)
{
	struct pollfd one = { .fd = fd, .events = STATE_EVENTS };
	int rc = sys_poll_now(&one, 1);
	return rc < 0 ? said_error(rc) : said_bits((uint16_t)one.revents);
}

struct said ask_epoll(int fd, uint32_t flags)
{
	struct epoll_event event = { .events = STATE_EVENTS | flags };
	int epfd = epoll_create1(EPOLL_CLOEXEC);
	int rc = sys_call(SYS_epoll_ctl, epfd, EPOLL_CTL_ADD, fd, (long)&event, 0);
	if (rc >= 0)
		rc = sys_epoll_wait(epfd, &event, 1, 0);
	close(epfd);
	return rc < 0 ? said_error(rc) : rc ? said_bits(event.events) : said_nothing();
}

struct said ask_uring(int fd)
{
	struct uring ring;
	int rc = uring_open(&ring, 2, 8);
	if (rc < 0)
		return said_error(rc);
	struct io_uring_sqe *sqe = uring_request(&ring);
	sqe->opcode = IORING_OP_POLL_ADD;
	sqe->fd = fd;
	sqe->poll32_events = STATE_EVENTS;
	rc = uring_enter(&ring);
	const struct io_uring_cqe *cqe = rc < 0 ? NULL : uring_completion(&ring);
	int result = rc < 0 ? rc : cqe ? cqe->res : 0;
	uring_close(&ring);
	return result < 0 ? said_error(result) : said_bits((uint32_t)result);
}
