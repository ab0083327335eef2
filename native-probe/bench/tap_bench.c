/* What the side tap costs: one TCP connection over loopback, each message written, waited for, and read by one thread, counted as the hooks
 * count it. Off, on and off in turns, so that a busy machine disturbs all alike; medians over the turns.
 *
 *   as fast as it goes      time of a message with the connection sampled, and the ratio to the same without a tap
 *   paced                   CPU of the whole process a message, less that without a tap: what an edge costs whoever pays for it
 *
 *   tap_bench [messages a second...]        1000 100 */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "hook_io.h"
#include "hook_wait.h"
#include "median.h"
#include "tap.h"

#define TURNS 7
#define TURN_NS 1000000000ull /* longer than what the tap has saved up lasts */

static int epfd, peer, connection;

static void connect_both(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof at;
	int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
	peer = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(listener, (struct sockaddr *)&at, sizeof at) < 0 || listen(listener, 1) < 0 ||
	    getsockname(listener, (struct sockaddr *)&at, &length) < 0 || connect(peer, (struct sockaddr *)&at, sizeof at) < 0)
		exit(1);
	connection = accept(listener, NULL, NULL);
	setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	close(listener);
	fd_born(connection, ROLE_ACCEPTED, PROTO_TCP, -1);
}

static void message(void)
{
	struct epoll_event event;
	char byte = 0;
	(void)!write(peer, &byte, 1);
	count_events(epfd, &event, set_wait(epfd, &event, 1, -1));
	struct fd_row *row = fd_row_of(connection);
	uint64_t start = clock_ns();
	count_read(row, start, read(connection, &byte, 1), STREAM);
}

static uint64_t cpu_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

struct cost { double ns, cpu_ns; };

/* period_ns 0: as fast as it goes. */
static struct cost turn(uint32_t share, uint64_t period_ns)
{
	tap_use(share);
	uint64_t start = clock_ns(), cpu = cpu_ns();
	int messages = 0;
	for (uint64_t next = start; clock_ns() - start < TURN_NS; messages++) {
		message();
		next += period_ns;
		struct timespec until = { .tv_sec = (time_t)(next / 1000000000), .tv_nsec = (long)(next % 1000000000) };
		if (period_ns)
			clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
	}
	struct cost cost = { (double)(clock_ns() - start) / messages, (double)(cpu_ns() - cpu) / messages };
	tap_use(0);
	return cost;
}

static void measure(int rate)
{
	double off[TURNS], on[TURNS], ratio[TURNS], added[TURNS];
	uint64_t period = rate ? 1000000000ull / (uint64_t)rate : 0;
	for (int i = 0; i < TURNS; i++) {
		struct cost a = turn(0, period), b = turn(TAP_WHOLE, period), c = turn(0, period);
		off[i] = (a.ns + c.ns) / 2;
		on[i] = b.ns;
		ratio[i] = b.ns / off[i];
		added[i] = b.cpu_ns - (a.cpu_ns + c.cpu_ns) / 2;
	}
	if (rate)
		printf("%8d messages/s: %6.2f us of CPU more a message: %5.2f ms a second\n", rate, median(added, TURNS) / 1000,
		       median(added, TURNS) * rate / 1e6);
	else
		printf("as fast as it goes: %6.2f us a message, %6.2f us with the tap, ratio %.3f\n", median(off, TURNS) / 1000,
		       median(on, TURNS) / 1000, median(ratio, TURNS));
}

int main(int argc, char **argv)
{
	clock_init();
	if (ledger_open() < 0)
		return 1;
	connect_both();
	epfd = epoll_create1(0);
	set_created(epfd);
	set_ctl(epfd, EPOLL_CTL_ADD, connection, &(struct epoll_event){ .events = EPOLLIN, .data.fd = connection });
	measure(0);
	for (int i = 1; i < argc; i++)
		measure(atoi(argv[i]));
	if (argc == 1) {
		measure(1000);
		measure(100);
	}
	return 0;
}
