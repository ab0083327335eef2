#include "said.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "states.h"

struct said said_nothing(void)
{
	return (struct said){ "-" };
}

struct said said_bits(uint32_t bits)
{
	static const struct { uint32_t bit; const char *name; } names[] = {
		{ POLLIN, "IN" }, { POLLPRI, "PRI" }, { POLLOUT, "OUT" }, { POLLERR, "ERR" }, { POLLHUP, "HUP" }, { POLLNVAL, "NVAL" }, { POLLRDHUP, "RDHUP" },
	};
	struct said said = { "" };
	for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
		if (bits & names[i].bit) {
			strcat(said.text, *said.text ? "|" : "");
			strcat(said.text, names[i].name);
		}
	return *said.text ? said : said_nothing();
}

struct said said_sets(int sets)
{
	struct said said;
	snprintf(said.text, sizeof said.text, "%s%s%s", sets & SELECT_R ? "r" : "", sets & SELECT_W ? "w" : "", sets & SELECT_X ? "x" : "");
	return *said.text ? said : said_nothing();
}

struct said said_error(int rc)
{
	static const struct { int number; const char *name; } names[] = {
		{ EBADF, "EBADF" }, { EPERM, "EPERM" }, { EINVAL, "EINVAL" }, { ENOTTY, "ENOTTY" }, { EEXIST, "EEXIST" }, { ENOENT, "ENOENT" },
		{ ELOOP, "ELOOP" }, { EINTR, "EINTR" }, { ENOSYS, "ENOSYS" }, { ENOMEM, "ENOMEM" }, { EMFILE, "EMFILE" }, { EFAULT, "EFAULT" },
		{ EAGAIN, "EAGAIN" }, { EACCES, "EACCES" }, { ESRCH, "ESRCH" }, { EBUSY, "EBUSY" }, { EIO, "EIO" }, { ENOSPC, "ENOSPC" },
	};
	struct said said;
	snprintf(said.text, sizeof said.text, "errno %d", -rc);
	for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
		if (names[i].number == -rc)
			snprintf(said.text, sizeof said.text, "%s", names[i].name);
	return said;
}

void said_then(struct said *said, int *times, const char *answer)
{
	size_t used = strlen(said->text);
	char *last = strrchr(said->text, ',');
	last = last ? last + 2 : said->text;
	size_t length = strcspn(last, " ");
	if (*times && strlen(answer) == length && strncmp(last, answer, length) == 0) {
		snprintf(last + length, sizeof said->text - (size_t)(last + length - said->text), " x%d", ++*times);
		return;
	}
	*times = 1;
	if (strcmp(said->text, "-") == 0)
		used = 0;
	if (used + strlen(answer) + 10 < sizeof said->text)
		snprintf(said->text + used, sizeof said->text - used, "%s%s", used ? ", " : "", answer);
}
