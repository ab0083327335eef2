/* What counting costs: the ledger's part of a counted call (find the row, two stamps, three counts) and its pieces, each less an
 * empty loop. Median of 31 rounds, in turns, so that a change of the machine's speed meets all alike.
 *
 *   make bench
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#include "clock.h"
#include "hook_io.h"
#include "hook_wait.h"
#include "median.h"

#define ROUNDS 31
#define LOOPS  400000
#define FD     3

static int sockets[2];

/* The compiler must neither drop the loop nor carry a value from one turn to the next. */
#define BARRIER() __asm__ volatile("" ::: "memory")

static void nothing(void)
{
	BARRIER();
}

static void find_row(void)
{
	struct fd_row *row = fd_row_of(FD);
	__asm__ volatile("" ::"r"(row) : "memory");
}

static void one_stamp(void)
{
	uint64_t now = clock_ns();
	__asm__ volatile("" ::"r"(now) : "memory");
}

static void three_counts(void)
{
	struct fd_row *row = &fd_rows[FD];
	count(&row->c[FD_reads], 1);
	count(&row->c[FD_read_bytes], 17);
	count(&row->c[FD_read_ns], 11);
}

static void counted_call(void)
{
	struct fd_row *row = fd_row_of(FD);
	uint64_t start = clock_ns();
	BARRIER(); /* the system call would stand here */
	uint64_t end = clock_ns();
	count(&row->c[FD_reads], 1);
	count(&row->c[FD_read_bytes], 17);
	count(&row->c[FD_read_ns], clock_since(start, end));
}

/* All that a report of readiness and the read after it cost, the system calls apart. */
static void report_and_read(void)
{
	count_ready(FD, POLLIN, 0, clock_ns());
	count_read(fd_row_of(FD), clock_ns(), 17, STREAM);
}

static void call_histogram(void)
{
	hist_add(HIST_READ_CALL_ROLE, ROLE_ACCEPTED, 0, 1000);
}

static void latency(void)
{
	hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, 0, 1000);
}

static void birth_and_death(void)
{
	fd_born(sockets[0], ROLE_ACCEPTED, PROTO_UNIX, -1);
	fd_dead(sockets[0]);
}

/* For scale: the cheapest read there is, one byte that never comes. */
static void bare_read(void)
{
	char byte;
	ssize_t n = recv(sockets[1], &byte, 1, MSG_DONTWAIT);
	__asm__ volatile("" ::"r"(n) : "memory");
}

static const struct {
	const char *name;
	void (*work)(void);
	int loops;
} cases[] = {
	{ "empty loop", nothing, LOOPS },
	{ "row of a descriptor", find_row, LOOPS },
	{ "one stamp", one_stamp, LOOPS },
	{ "three counts", three_counts, LOOPS },
	{ "counted call: row, 2 stamps, 3 counts", counted_call, LOOPS },
	{ "a report and the read after it", report_and_read, LOOPS },
	{ "histogram of calls, by role", call_histogram, LOOPS },
	{ "latency histogram, by role and set", latency, LOOPS },
	{ "birth and death of a connection", birth_and_death, LOOPS / 20 },
	{ "for scale: recv(2) that gets EAGAIN", bare_read, LOOPS / 20 },
};
#define CASES ((int)(sizeof cases / sizeof *cases))

static double measure(int i)
{
	uint64_t start = clock_ns();
	for (int loop = 0; loop < cases[i].loops; loop++)
		cases[i].work();
	return (double)clock_since(start, clock_ns()) / cases[i].loops;
}

static void report(double ns[CASES][ROUNDS])
{
	double empty = median(ns[0], ROUNDS), read = median(ns[CASES - 1], ROUNDS) - empty;
	printf("ledger, clock %s: ns above an empty loop (%.2f ns), median of %d rounds\n", clock_name(), empty, ROUNDS);
	for (int i = 1; i < CASES; i++) {
		double cost = median(ns[i], ROUNDS) - empty;
		printf("  %-40s %8.1f ns  %5.2f of a recv(2)\n", cases[i].name, cost, cost / read);
	}
}

int main(void)
{
	static double ns[CASES][ROUNDS];
	if (ledger_open() < 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) < 0)
		return 1;
	fd_born(FD, ROLE_ACCEPTED, PROTO_TCP, -1);
	set_row_open(FD, 0, false);
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < CASES; i++)
			ns[i][round] = measure(i);
	report(ns);
	return 0;
}
