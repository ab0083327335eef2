/* The ledger draws itself: another process reads it by its description alone, and the description is right. */
#include "test.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
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

static uint32_t type_bytes(const struct ledger_field_desc *field)
{
	if (strcmp(field->type, "text") == 0)
		return 1;
	if (strcmp(field->type, "addr") == 0)
		return sizeof(struct ledger_addr);
	return (uint32_t)atoi(field->type + 1) / 8;
}

static const struct ledger_section_desc *section_of(const struct ledger_field_desc *field)
{
	for (int i = 0; i < SECTIONS; i++)
		if (strcmp(ledger->section[i].name, field->section) == 0)
			return &ledger->section[i];
	CHECK_STR(field->section, "header");
	return NULL;
}

static const struct ledger_field_desc *described(void)
{
	return (const void *)((char *)ledger + ledger->fields_offset);
}

TEST(everyFieldIsNamedTypedExplainedAndInsideItsRecord)
{
	CHECK(ledger_open() >= 0);
	for (uint32_t i = 0; i < ledger->fields; i++) {
		const struct ledger_field_desc *field = &described()[i];
		const struct ledger_section_desc *section = section_of(field);
		CHECK(field->name[0] && !field->name[sizeof field->name - 1]);
		CHECK(field->help[0] && !field->help[sizeof field->help - 1]);
		CHECK(!field->metric[sizeof field->metric - 1] && !field->part_of[sizeof field->part_of - 1]);
		CHECK(type_bytes(field) > 0);
		CHECK_EQ(field->bytes % type_bytes(field), 0);
		CHECK_EQ(field->offset % (field->type[0] == 'u' || field->type[0] == 'i' ? type_bytes(field) : 1), 0);
		CHECK(!section || field->offset + field->bytes <= section->record_bytes);
	}
}

TEST(noTwoFieldsOfARecordOverlapOrShareAName)
{
	CHECK(ledger_open() >= 0);
	for (uint32_t i = 0; i < ledger->fields; i++)
		for (uint32_t k = 0; k < i; k++) {
			const struct ledger_field_desc *a = &described()[i], *b = &described()[k];
			if (strcmp(a->section, b->section) != 0)
				continue;
			CHECK(strcmp(a->name, b->name) != 0);
			CHECK(a->offset + a->bytes <= b->offset || b->offset + b->bytes <= a->offset);
		}
}

static bool has_label(const char *enumeration)
{
	const struct ledger_enum_desc *entry = (const void *)((char *)ledger + ledger->enums_offset);
	for (uint32_t i = 0; i < ledger->enums; i++)
		if (strcmp(entry[i].enumeration, enumeration) == 0)
			return true;
	return false;
}

TEST(everyEnumerationOfAFieldHasLabels)
{
	CHECK(ledger_open() >= 0);
	for (uint32_t i = 0; i < ledger->fields; i++)
		CHECK(!described()[i].enumeration[0] || has_label(described()[i].enumeration));
}

TEST(sectionsLieBehindTheHeaderOnPagesOfTheirOwn)
{
	uint64_t end;
	CHECK(ledger_open() >= 0);
	end = ledger->header_bytes;
	for (int i = 0; i < SECTIONS; i++) {
		const struct ledger_section_desc *section = &ledger->section[i];
		CHECK_EQ(section->offset % (uint64_t)sysconf(_SC_PAGESIZE), 0);
		CHECK(section->offset >= end);
		end = section->offset + (uint64_t)section->record_bytes * section->capacity;
	}
}

/* ---- facts ---- */

TEST(aFactIsReplacedInPlace)
{
	CHECK(ledger_open() >= 0);
	CHECK_EQ(meta_put("port", "9464"), 0);
	CHECK_EQ(meta_put("engine", "epoll"), 0);
	CHECK_EQ(meta_put("port", "0"), 0);
	CHECK_STR(meta_rows[0].value, "0");
	CHECK_EQ(meta_rows[0].seq, 4);
	CHECK_EQ(ledger->section[SECTION_META].used, 2);
}

TEST(aLongFactIsCutBetweenTwoCharacters)
{
	char text[5001];
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < 5000; i += 2)
		memcpy(text + i, "\xc3\xbc", 2);
	text[5000] = 0;
	CHECK_EQ(meta_put("options", text), 0);
	CHECK_EQ(strlen(meta_rows[0].value), 3998);
}

TEST(factsPastTheTableAreRefused)
{
	char name[24];
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < 64; i++) {
		snprintf(name, sizeof name, "fact%d", i);
		CHECK_EQ(meta_put(name, "x"), 0);
	}
	CHECK_EQ(meta_put("one more", "x"), -28);
	CHECK_EQ(meta_put("fact63", "y"), 0);
}

static void *put_often(void *name)
{
	for (int i = 0; i < 211; i++)
		CHECK_EQ(meta_put(name, i % 2 ? "odd" : "even"), 0);
	return NULL;
}

TEST(factsOfManyThreadsKeepTheirOwnRecord)
{
	pthread_t threads[3];
	static char names[3][8] = { "a", "b", "c" };
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < 3; i++)
		CHECK(pthread_create(&threads[i], NULL, put_often, names[i]) == 0);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	CHECK_EQ(ledger->section[SECTION_META].used, 3);
	for (int i = 0; i < 3; i++)
		CHECK_STR(meta_rows[i].value, "even");
}
