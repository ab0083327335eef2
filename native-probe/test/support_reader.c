#include "support_reader.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ledger.h"
#include "test.h"

static int find_memfd(pid_t pid)
{
	char path[64], target[64];
	snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	DIR *directory = opendir(path);
	struct dirent *entry;
	int fd = -1;
	CHECK(directory);
	while (fd < 0 && (entry = readdir(directory))) {
		ssize_t length = readlinkat(dirfd(directory), entry->d_name, target, sizeof target - 1);
		target[length < 0 ? 0 : length] = 0;
		if (strcmp(target, "/memfd:pollux (deleted)") == 0)
			fd = openat(dirfd(directory), entry->d_name, O_RDONLY | O_CLOEXEC);
	}
	closedir(directory);
	return fd;
}

void reader_open(struct reader *reader, pid_t pid)
{
	struct ledger_header header;
	reader->fd = find_memfd(pid);
	CHECK(reader->fd >= 0);
	CHECK_EQ(pread(reader->fd, &header, sizeof header, 0), sizeof header);
	CHECK(header.magic == LEDGER_MAGIC);
	CHECK_EQ(header.version, LEDGER_VERSION);
	reader->description = malloc(header.header_bytes);
	CHECK(reader->description);
	CHECK_EQ(pread(reader->fd, reader->description, header.header_bytes, 0), header.header_bytes);
}

void reader_close(struct reader *reader)
{
	free(reader->description);
	close(reader->fd);
}

static const void *table(const struct reader *reader, uint64_t offset)
{
	return (const char *)reader->description + offset;
}

static uint32_t section_index(const struct reader *reader, const char *name)
{
	const struct ledger_header *header = reader->description;
	for (uint32_t i = 0; i < header->sections; i++)
		if (strcmp(header->section[i].name, name) == 0)
			return i;
	test_fail(__FILE__, __LINE__, "no section %s", name);
}

static const struct ledger_field_desc *find_field(const struct reader *reader, const char *section, const char *name)
{
	const struct ledger_header *header = reader->description;
	const struct ledger_field_desc *field = table(reader, header->fields_offset);
	for (uint32_t i = 0; i < header->fields; i++, field++)
		if (strcmp(field->section, section) == 0 && strcmp(field->name, name) == 0)
			return field;
	test_fail(__FILE__, __LINE__, "no field %s in section %s", name, section);
}

static const char *label(const struct reader *reader, const char *enumeration, uint64_t value)
{
	const struct ledger_header *header = reader->description;
	const struct ledger_enum_desc *entry = table(reader, header->enums_offset);
	for (uint32_t i = 0; i < header->enums; i++, entry++)
		if (strcmp(entry->enumeration, enumeration) == 0 && entry->value == value)
			return entry->label;
	test_fail(__FILE__, __LINE__, "no label for %llu in %s", (unsigned long long)value, enumeration);
}

uint32_t reader_used(const struct reader *reader, const char *section)
{
	struct ledger_header now;
	uint32_t index = section_index(reader, section);
	CHECK_EQ(pread(reader->fd, &now, sizeof now, 0), sizeof now);
	return now.section[index].used;
}

static off_t place(const struct reader *reader, const char *section, uint32_t record, const struct ledger_field_desc *field)
{
	const struct ledger_header *header = reader->description;
	const struct ledger_section_desc *where = &header->section[section_index(reader, section)];
	CHECK(record < where->capacity);
	return (off_t)(where->offset + (uint64_t)record * where->record_bytes + field->offset);
}

uint64_t reader_element(const struct reader *reader, const char *section, uint32_t record, const char *name, uint32_t i)
{
	const struct ledger_field_desc *field = find_field(reader, section, name);
	size_t bytes = (size_t)atoi(field->type + 1) / 8;
	uint64_t value = 0;
	CHECK(bytes && (i + 1) * bytes <= field->bytes);
	CHECK_EQ(pread(reader->fd, &value, bytes, place(reader, section, record, field) + (off_t)(i * bytes)), bytes);
	return value;
}

uint64_t reader_number(const struct reader *reader, const char *section, uint32_t record, const char *name)
{
	return reader_element(reader, section, record, name, 0);
}

const char *reader_text(const struct reader *reader, const char *section, uint32_t record, const char *name)
{
	static char text[META_VALUE_BYTES];
	const struct ledger_field_desc *field = find_field(reader, section, name);
	if (field->enumeration[0])
		return label(reader, field->enumeration, reader_number(reader, section, record, name));
	CHECK_STR(field->type, "text");
	CHECK(pread(reader->fd, text, field->bytes, place(reader, section, record, field)) == (ssize_t)field->bytes);
	return text;
}

uint64_t reader_total(const struct reader *reader, const char *role, const char *column)
{
	uint64_t total = 0;
	for (uint32_t i = 0; i < reader_used(reader, "group"); i++)
		if (strcmp(reader_text(reader, "group", i, "role"), role) == 0)
			total += reader_number(reader, "group", i, column);
	for (uint32_t i = 0; i < reader_used(reader, "fd"); i++)
		if (strcmp(reader_text(reader, "fd", i, "state"), "free") != 0 && !reader_number(reader, "fd", i, "own") &&
		    strcmp(reader_text(reader, "fd", i, "role"), role) == 0)
			total += reader_number(reader, "fd", i, column);
	return total;
}
