/* A file sent to a socket, by sendfile(2) at once. FileDispatcherImpl.transferTo0 tries copy_file_range(2) before it since JDK 21, which takes
 * regular files only: for a socket it is always EINVAL, without a side effect. With an answer other than bytes, EAGAIN and EINTR the caller asks
 * the original, which meets the same error at once and throws the JDK's own exception for it. Nothing of an append comes here. */
#ifndef POLLUX_SENDFILE_FIRST_H
#define POLLUX_SENDFILE_FIRST_H

#include <errno.h>
#include <sys/sendfile.h>

#include "hook.h"
#include "lazy.h"

/* Bytes, IOS_UNAVAILABLE or IOS_INTERRUPTED; IOS_UNSUPPORTED: ask the original. */
static inline int64_t sendfile_first(const struct fd_row *row, int target, int source, int64_t position, int64_t length)
{
	bool is_socket = row && (row->proto == PROTO_TCP || row->proto == PROTO_UNIX);
	if (atomic_load_explicit(&lazy_sets, memory_order_relaxed) == 0 || !is_socket || !lazy_on(LAZY_SENDFILE) || length <= 0)
		return IOS_UNSUPPORTED;
	off_t offset = (off_t)position;
	ssize_t n = sendfile(target, source, &offset, (size_t)length);
	return n >= 0 ? n : errno == EAGAIN ? IOS_UNAVAILABLE : errno == EINTR ? IOS_INTERRUPTED : IOS_UNSUPPORTED;
}

#endif
