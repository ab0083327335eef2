#include "ledger_layout.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"

static const struct ledger_field_desc fields[] = {
#define METRIC(section, record, member, type, kind, unit, enumeration, metric, help)                                  \
	{ #section, #member, #type, #kind, unit, enumeration, (uint32_t)offsetof(struct record, member),              \
	  (uint32_t)sizeof((struct record *)0)->member, help, metric, "" },
#define FIELD(section, record, member, type, kind, unit, enumeration, help) \
	METRIC(section, record, member, type, kind, unit, enumeration, "", help)
#include "fields.def"

#define COLUMN(section, record, index, name, kind, of, unit, metric, help)                                            \
	{ #section, #name, "u64", #kind, #unit, "",                                                                   \
	  (uint32_t)(offsetof(struct record, c) + (index) * sizeof(counter)), (uint32_t)sizeof(counter), help, metric, of },

#define FD_SUM(name, unit, metric, help)      COLUMN(fd, fd_row, FD_##name, name, sum, "", unit, metric, help)
#define FD_PART(name, of, unit, metric, help) COLUMN(fd, fd_row, FD_##name, name, sum, #of, unit, metric, help)
#define FD_MAX(name, unit, metric, help)      COLUMN(fd, fd_row, FD_##name, name, max, "", unit, metric, help)
#define SET_SUM(name, unit, metric, help)
#include "columns.def"

#define FD_SUM(name, unit, metric, help)      COLUMN(group, group_row, FD_##name, name, sum, "", unit, metric, help)
#define FD_PART(name, of, unit, metric, help) COLUMN(group, group_row, FD_##name, name, sum, #of, unit, metric, help)
#define FD_MAX(name, unit, metric, help)      COLUMN(group, group_row, FD_##name, name, max, "", unit, metric, help)
#define SET_SUM(name, unit, metric, help)
#include "columns.def"

#define FD_SUM(name, unit, metric, help)
#define SET_SUM(name, unit, metric, help) COLUMN(set, set_row, SET_##name, name, sum, "", unit, metric, help)
#define SET_MAX(name, unit, metric, help) COLUMN(set, set_row, SET_##name, name, max, "", unit, metric, help)
#include "columns.def"

#define FD_SUM(name, unit, metric, help)
#define SET_SUM(name, unit, metric, help) COLUMN(engine, engine_row, SET_##name, name, sum, "", unit, metric, help)
#define SET_MAX(name, unit, metric, help) COLUMN(engine, engine_row, SET_##name, name, max, "", unit, metric, help)
#include "columns.def"
};

static const struct ledger_enum_desc enums[] = {
#define FD_STATE(id, label)   { "fd_state", label, id },
#define FD_ROLE(id, label)    { "fd_role", label, id },
#define FD_PROTO(id, label)   { "fd_proto", label, id },
#define FD_MODE(id, label)    { "fd_mode", label, id },
#define HOOK_STATE(id, label) { "hook_state", label, id },
#define HIST_KIND(id, label)  { "hist_kind", label, id },
#include "enums.def"
#define ENGINE(id, label)     { "engine", label, LEDGER_ENGINE_##id },
#include "engines.def"
#undef ENGINE
};

static const char *const engine_names[ENGINES] = {
#define ENGINE(id, label) [LEDGER_ENGINE_##id] = label,
#include "engines.def"
#undef ENGINE
};

#define HEADER_BYTES (sizeof(struct ledger_header) + sizeof fields + sizeof enums)

static size_t whole_pages(size_t bytes)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	return (bytes + page - 1) / page * page;
}

static void place(struct ledger_section_desc *section, const char *name, size_t record_bytes, uint32_t capacity, size_t *end)
{
	strncpy(section->name, name, sizeof section->name - 1);
	section->offset = *end;
	section->record_bytes = (uint32_t)record_bytes;
	section->capacity = capacity;
	*end = whole_pages(*end + record_bytes * capacity);
}

size_t ledger_layout(struct ledger_section_desc section[SECTIONS], uint32_t fd_records)
{
	size_t end = whole_pages(HEADER_BYTES);
#define SECTION(id, name, record, capacity) place(&section[SECTION_##id], name, sizeof(struct record), capacity, &end);
#include "sections.def"
	return end;
}

static uint64_t realtime_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Engines and hooks are known from the start: readers look at all their records. */
static void describe_engines(struct ledger_header *header)
{
	struct engine_row *row = (void *)((char *)header + header->section[SECTION_ENGINE].offset);
	for (uint32_t i = 0; i < ENGINES; i++)
		strncpy(row[i].name, engine_names[i], sizeof row[i].name - 1);
	atomic_store(&header->section[SECTION_ENGINE].used, ENGINES);
	atomic_store(&header->section[SECTION_HOOK].used, header->section[SECTION_HOOK].capacity);
}

/* Every incident has its record from the start, so that what never happened reads 0. */
static void describe_incidents(struct ledger_header *header)
{
	struct fallback_row *fallback = (void *)((char *)header + header->section[SECTION_FALLBACK].offset);
	struct overflow_row *overflow = (void *)((char *)header + header->section[SECTION_OVERFLOW].offset);
#define FALLBACK(id) strncpy(fallback[FALLBACK_##id].reason, #id, sizeof fallback->reason - 1);
#define OVERFLOW(id) strncpy(overflow[OVERFLOW_##id].label, #id, sizeof overflow->label - 1);
#include "incidents.def"
	atomic_store(&header->section[SECTION_FALLBACK].used, FALLBACKS);
	atomic_store(&header->section[SECTION_OVERFLOW].used, OVERFLOWS);
}

void ledger_describe(struct ledger_header *header, uint32_t fd_records)
{
	ledger_layout(header->section, fd_records);
	header->version = LEDGER_VERSION;
	header->header_bytes = HEADER_BYTES;
	header->pid = (uint32_t)getpid();
	header->sections = SECTIONS;
	header->fields = sizeof fields / sizeof *fields;
	header->enums = sizeof enums / sizeof *enums;
	header->fields_offset = sizeof *header;
	header->enums_offset = sizeof *header + sizeof fields;
	memcpy((char *)header + header->fields_offset, fields, sizeof fields);
	memcpy((char *)header + header->enums_offset, enums, sizeof enums);
	describe_engines(header);
	describe_incidents(header);
	header->start_realtime_ns = realtime_ns();
	header->start_clock_ns = clock_ns();
	atomic_store_explicit(&header->magic, LEDGER_MAGIC, memory_order_release);
}
