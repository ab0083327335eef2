/* A reader of another process's ledger that knows magic, version and the three descriptor structs, and all else by name. */
#ifndef POLLUX_TEST_READER_H
#define POLLUX_TEST_READER_H

#include <stdint.h>
#include <sys/types.h>

struct reader {
	int fd;
	void *description; /* the header with the tables behind it */
};

/* Finds the memfd among /proc/<pid>/fd and reads its description; fails the test when there is none. */
void reader_open(struct reader *reader, pid_t pid);
void reader_close(struct reader *reader);
/* Records of a section that may be in use. */
uint32_t reader_used(const struct reader *reader, const char *section);
/* One field; fails the test when there is no such section or field. */
uint64_t reader_number(const struct reader *reader, const char *section, uint32_t record, const char *field);
/* The same for element `i` of an array. */
uint64_t reader_element(const struct reader *reader, const char *section, uint32_t record, const char *field, uint32_t i);
/* Text, or the label of an enumeration's value, in a buffer that the next call reuses. */
const char *reader_text(const struct reader *reader, const char *section, uint32_t record, const char *field);
/* Group total of a column: over all groups of that role, the groups' own and their live rows'. */
uint64_t reader_total(const struct reader *reader, const char *role, const char *column);

#endif
