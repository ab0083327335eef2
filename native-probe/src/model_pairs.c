#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "model_client.h"

static int listen_on_loopback(struct sockaddr_in *at)
{
	socklen_t length = sizeof *at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	*at = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	if (fd < 0 || bind(fd, (struct sockaddr *)at, length) < 0 || listen(fd, 16) < 0 || getsockname(fd, (struct sockaddr *)at, &length) < 0) {
		int error = -errno;
		close(fd);
		return error;
	}
	return fd;
}

static int no_delay(int fd)
{
	return setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
}

/* A stranger who connects in between is told from our own end by its port, and sent away. */
static int accept_from(int listener, int client)
{
	struct sockaddr_in ours, theirs;
	for (;;) {
		socklen_t length = sizeof ours, theirs_length = sizeof theirs;
		int fd = accept4(listener, (struct sockaddr *)&theirs, &theirs_length, SOCK_CLOEXEC);
		if (fd < 0 || getsockname(client, (struct sockaddr *)&ours, &length) < 0)
			return -errno;
		if (ours.sin_port == theirs.sin_port)
			return fd;
		close(fd);
	}
}

static int connect_one(int listener, const struct sockaddr_in *at, int *client, int *server)
{
	*client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (*client < 0 || connect(*client, (const struct sockaddr *)at, sizeof *at) < 0)
		return -errno;
	*server = accept_from(listener, *client);
	if (*server < 0)
		return *server;
	return no_delay(*client) < 0 || no_delay(*server) < 0 ? -errno : 0;
}

int model_pairs(int *client, int *server, int n)
{
	struct sockaddr_in at;
	int listener = listen_on_loopback(&at), rc = listener < 0 ? listener : 0;
	for (int i = 0; i < n && rc == 0; i++)
		rc = connect_one(listener, &at, &client[i], &server[i]);
	if (listener >= 0)
		close(listener);
	return rc;
}
