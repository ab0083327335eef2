/* Arming, in the order that can't go wrong: which signal, whose, on. F_SETSIG first, or a plain SIGIO slips out; the owner before
 * FIOASYNC, or a terminal picks the whole process. FIOASYNC rather than F_SETFL(O_ASYNC): it changes one bit, and says ENOTTY where
 * F_SETFL keeps silent (eventfd, timerfd, epoll).
 *
 * Weak entries raise no signal for a change they should report, and are watched by ppoll: files without fasync, terminals (no
 * signal for a hang-up), a description that is armed already (by the application, by another set, or through a duplicate: the
 * owner and the signal belong to the description), and everything in a nested set, which any thread may look at. AF_UNIX raises
 * none for OUT unless a write met EAGAIN after arming, and none for the peer's SHUT_RD, which makes HUP out of an end of stream:
 * weak while OUT is wanted, or IN is not (with IN the end of stream itself keeps it in the maybe ring). */
#include "sigio_arm.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "sigio_signals.h"

static _Atomic int armed_by[FD_LIMIT]; /* epfd + 1 */

static bool is_unix(int fd)
{
	int domain = 0;
	socklen_t size = sizeof domain;
	return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_UNIX;
}

static int own(int fd, pid_t tid)
{
	struct f_owner_ex owner = { .type = F_OWNER_TID, .pid = tid };
	return fcntl(fd, F_SETOWN_EX, &owner);
}

static void silence(int fd)
{
	ioctl(fd, FIOASYNC, &(int){ 0 });
	fcntl(fd, F_SETSIG, 0);
	fcntl(fd, F_SETOWN, 0);
}

/* False: this description can't be ours. */
static bool raise_from(int fd, pid_t tid)
{
	int flags = fcntl(fd, F_GETFL);
	if (flags < 0 || (flags & O_ASYNC))
		return false;
	if (fcntl(fd, F_SETSIG, sigio_signal()) == 0 && own(fd, tid) == 0 && ioctl(fd, FIOASYNC, &(int){ 1 }) == 0)
		return true;
	silence(fd);
	return false;
}

void sigio_arm(struct set *s, struct entry *e, const struct sigio_owner *owner)
{
	int nobody = 0;
	if ((e->flags & ENTRY_SOCKET) && is_unix(e->fd))
		e->flags |= ENTRY_UNIX;
	bool can = !s->nested && !(e->flags & ENTRY_CHARACTER) &&
		   atomic_compare_exchange_strong(&armed_by[e->fd], &nobody, s->epfd + 1);
	bool does = can && raise_from(e->fd, owner->tid);
	if (can && !does)
		atomic_store(&armed_by[e->fd], 0);
	e->flags |= does ? ENTRY_WATCHED : ENTRY_WEAK;
	set_count(s, SET_syscalls, does ? 4 : can ? 7 : 0);
}

void sigio_disarm(struct set *s, struct entry *e)
{
	if (!(e->flags & ENTRY_WATCHED))
		return;
	if (!entry_current(e) || fcntl(e->fd, F_GETFD) < 0)
		sigio_lost(); /* and the number may be another file's by now */
	else
		silence(e->fd);
	atomic_store(&armed_by[e->fd], 0);
	e->flags &= ~(uint32_t)ENTRY_WATCHED;
	set_count(s, SET_syscalls, 4);
}

void sigio_weaken(struct set *s, struct entry *e)
{
	sigio_disarm(s, e);
	e->flags |= ENTRY_WEAK;
	interest_touch(&s->in, e);
}

int sigio_give(struct set *s, const struct entry *e, const struct sigio_owner *owner)
{
	set_count(s, SET_syscalls, 1);
	return own(e->fd, owner->tid) < 0 ? -errno : 0;
}

int sigio_rearm(struct set *s, const struct entry *e)
{
	set_count(s, SET_syscalls, 1);
	return ioctl(e->fd, FIOASYNC, &(int){ 1 }) < 0 ? -errno : 0;
}

struct set *sigio_armed_by(int fd)
{
	int epfd = (uint32_t)fd < FD_LIMIT ? atomic_load_explicit(&armed_by[fd], memory_order_acquire) - 1 : -1;
	return epfd < 0 ? NULL : set_known(epfd);
}
