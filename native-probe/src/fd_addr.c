#include "fd_addr.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/un.h>

#include "fence.h"

/* The tail of a long path tells more than its head. An abstract name starts with NUL, shown as '@'; it may hold more NULs. */
static void unix_addr(const struct sockaddr_un *from, socklen_t bytes, struct ledger_addr *to)
{
	size_t length = bytes > offsetof(struct sockaddr_un, sun_path) ? bytes - offsetof(struct sockaddr_un, sun_path) : 0;
	bool abstract = length > 0 && from->sun_path[0] == 0;
	if (!abstract)
		length = strnlen(from->sun_path, length);
	size_t skip = length > sizeof to->bytes ? length - sizeof to->bytes : 0;
	memcpy(to->bytes, from->sun_path + skip, length - skip);
	for (size_t i = 0; abstract && i < length - skip; i++)
		if (to->bytes[i] == 0)
			to->bytes[i] = '@';
}

bool fd_addr(const struct sockaddr_storage *from, socklen_t bytes, struct ledger_addr *to)
{
	const struct sockaddr_in *v4 = (const void *)from;
	const struct sockaddr_in6 *v6 = (const void *)from;
	memset(to, 0, sizeof *to);
	if (from->ss_family == AF_INET) {
		to->port = ntohs(v4->sin_port);
		memcpy(to->bytes, &v4->sin_addr, 4);
	} else if (from->ss_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr)) {
		to->port = ntohs(v6->sin6_port);
		memcpy(to->bytes, &v6->sin6_addr.s6_addr[12], 4);
		to->family = AF_INET;
		return true;
	} else if (from->ss_family == AF_INET6) {
		to->port = ntohs(v6->sin6_port);
		memcpy(to->bytes, &v6->sin6_addr, 16);
	} else if (from->ss_family == AF_UNIX) {
		unix_addr((const void *)from, bytes, to);
	} else {
		return false;
	}
	to->family = from->ss_family;
	return true;
}

void fd_addr_publish(struct ledger_addr *to, const struct ledger_addr *from)
{
	__atomic_store_n(&to->family, 0, __ATOMIC_RELAXED);
	fence_release();
	to->port = from->port;
	memcpy(to->bytes, from->bytes, sizeof to->bytes);
	__atomic_store_n(&to->family, from->family, __ATOMIC_RELEASE);
}
