/* The ledger draws itself: every field, enumeration and section that it describes is where and what it says. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ledger.h"

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
