/* Another process reads the ledger by its description alone. */
#include "test.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger.h"
#include "support_reader.h"

/* A process with a ledger of known content: 7 accepted connections on fds 100.., 3 of them closed again, 11 reads each. */
static pid_t start_observed(void)
{
	int ready[2];
	char byte;
	CHECK(pipe(ready) == 0);
	pid_t pid = fork();
	if (pid == 0) {
		CHECK(ledger_open() >= 0);
		meta_put("engine", "epoll-et");
		fd_born(99, ROLE_LISTENER, PROTO_TCP, -1);
		for (int fd = 100; fd < 107; fd++) {
			fd_born(fd, ROLE_ACCEPTED, PROTO_TCP, 99);
			count(&fd_row_of(fd)->c[FD_reads], 11);
			count_max(&fd_row_of(fd)->c[FD_ready_to_read_max_ns], (uint64_t)fd);
		}
		for (int fd = 100; fd < 103; fd++)
			fd_dead(fd);
		int set = set_row_open(42, LEDGER_ENGINE_poll, false);
		count(&set_rows[set].c[SET_waits_ready], 13);
		hist_add(HIST_READY_TO_READ_ROLE, ROLE_ACCEPTED, set, 1000);
		count(&fallback_rows[FALLBACK_busy].count, 3);
		CHECK(write(ready[1], "!", 1) == 1);
		raise(SIGSTOP);
		_exit(0);
	}
	CHECK(read(ready[0], &byte, 1) == 1);
	CHECK(waitpid(pid, NULL, WUNTRACED) == pid); /* it stands still: nothing but the memfd can answer */
	return pid;
}

static void stop_observed(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

TEST(anotherProcessReadsTheLedgerOfAStoppedOneByNamesAlone)
{
	struct reader reader;
	pid_t pid = start_observed();
	reader_open(&reader, pid);
	CHECK_EQ(reader_total(&reader, "accepted", "reads"), 77);
	CHECK_EQ(reader_total(&reader, "listener", "reads"), 0);
	CHECK_EQ(reader_used(&reader, "fd"), 107);
	CHECK_STR(reader_text(&reader, "fd", 101, "state"), "free");
	CHECK_STR(reader_text(&reader, "fd", 103, "state"), "open");
	CHECK_STR(reader_text(&reader, "fd", 103, "role"), "accepted");
	CHECK_STR(reader_text(&reader, "fd", 103, "proto"), "tcp");
	CHECK_STR(reader_text(&reader, "fd", 103, "nonblocking"), "unknown");
	CHECK_EQ(reader_number(&reader, "fd", 106, "ready_to_read_max_ns"), 106);
	uint32_t group = (uint32_t)reader_number(&reader, "fd", 103, "group");
	CHECK_EQ(reader_number(&reader, "group", group, "opened"), 7);
	CHECK_EQ(reader_number(&reader, "group", group, "closed"), 3);
	CHECK_EQ(reader_number(&reader, "group", group, "reads"), 33);
	CHECK_EQ(reader_number(&reader, "group", group, "ready_to_read_max_ns"), 102);
	CHECK_STR(reader_text(&reader, "meta", 0, "name"), "engine");
	CHECK_STR(reader_text(&reader, "meta", 0, "value"), "epoll-et");
	CHECK_STR(reader_text(&reader, "set", 0, "engine"), "poll");
	CHECK_EQ(reader_number(&reader, "set", 0, "epfd"), 42);
	CHECK_EQ(reader_number(&reader, "set", 0, "waits_ready"), 13);
	CHECK_STR(reader_text(&reader, "engine", LEDGER_ENGINE_epoll_et, "name"), "epoll-et");
	CHECK_STR(reader_text(&reader, "fallback", FALLBACK_busy, "reason"), "busy");
	CHECK_EQ(reader_number(&reader, "fallback", FALLBACK_busy, "count"), 3);
	CHECK_EQ(reader_number(&reader, "fallback", FALLBACK_memory, "count"), 0);
	CHECK_STR(reader_text(&reader, "overflow", OVERFLOW_peer, "label"), "peer");
	reader_close(&reader);
	stop_observed(pid);
}

TEST(histogramsAreFoundByKindAndKey)
{
	struct reader reader;
	uint64_t roles = 0, sets = 0;
	pid_t pid = start_observed();
	reader_open(&reader, pid);
	for (uint32_t i = 0; i < reader_used(&reader, "hist"); i++) {
		if (!reader_number(&reader, "hist", i, "used"))
			continue;
		bool by_role = strcmp(reader_text(&reader, "hist", i, "kind"), "ready_to_read_role") == 0;
		CHECK_EQ(reader_number(&reader, "hist", i, "key"), by_role ? ROLE_ACCEPTED : 0);
		CHECK_EQ(reader_element(&reader, "hist", i, "bucket", 10), 1); /* 1000 is in [512, 1024) */
		(*(by_role ? &roles : &sets))++;
	}
	CHECK_EQ(roles, 1);
	CHECK_EQ(sets, 1);
	reader_close(&reader);
	stop_observed(pid);
}
