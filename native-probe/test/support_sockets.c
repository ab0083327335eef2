#include "support_sockets.h"

#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "test.h"

static struct sockaddr_in loopback(uint16_t port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static int made(int fd)
{
	CHECK(fd >= 0);
	return fd;
}

int tcp_listener(uint16_t port)
{
	int fd = made(socket(AF_INET, SOCK_STREAM, 0));
	struct sockaddr_in address = loopback(port);
	CHECK(bind(fd, (struct sockaddr *)&address, sizeof address) == 0);
	CHECK(listen(fd, 128) == 0);
	return fd;
}

uint16_t local_port(int fd)
{
	struct sockaddr_in address;
	socklen_t bytes = sizeof address;
	CHECK(getsockname(fd, (struct sockaddr *)&address, &bytes) == 0);
	return ntohs(address.sin_port);
}

int tcp_connect(int listener)
{
	struct sockaddr_in address = loopback(local_port(listener));
	int fd = made(socket(AF_INET, SOCK_STREAM, 0));
	CHECK(connect(fd, (struct sockaddr *)&address, sizeof address) == 0);
	return fd;
}

void tcp_pair(int listener, int pair[2])
{
	pair[0] = tcp_connect(listener);
	pair[1] = made(accept(listener, NULL, NULL));
}

static socklen_t abstract(struct sockaddr_un *address, const char *name)
{
	memset(address, 0, sizeof *address);
	address->sun_family = AF_UNIX;
	strncpy(address->sun_path + 1, name, sizeof address->sun_path - 2);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name));
}

int unix_listener(const char *name)
{
	struct sockaddr_un address;
	socklen_t bytes = abstract(&address, name);
	int fd = made(socket(AF_UNIX, SOCK_STREAM, 0));
	CHECK(bind(fd, (struct sockaddr *)&address, bytes) == 0);
	CHECK(listen(fd, 128) == 0);
	return fd;
}

void unix_pair(int listener, int pair[2])
{
	struct sockaddr_un address;
	socklen_t bytes = sizeof address;
	CHECK(getsockname(listener, (struct sockaddr *)&address, &bytes) == 0);
	pair[0] = made(socket(AF_UNIX, SOCK_STREAM, 0));
	CHECK(connect(pair[0], (struct sockaddr *)&address, bytes) == 0);
	pair[1] = made(accept(listener, NULL, NULL));
}

int udp_socket(void)
{
	int fd = made(socket(AF_INET, SOCK_DGRAM, 0));
	struct sockaddr_in address = loopback(0);
	CHECK(bind(fd, (struct sockaddr *)&address, sizeof address) == 0);
	return fd;
}

void udp_connect(int fd, int to)
{
	struct sockaddr_in address = loopback(to < 0 ? 0 : local_port(to));
	if (to < 0)
		address.sin_family = AF_UNSPEC;
	CHECK(connect(fd, (struct sockaddr *)&address, sizeof address) == 0);
}
