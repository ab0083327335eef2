/* Which mutation is on (src/mutate.h), and the one that takes more than a line. */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "set_core.h"

extern long fault_syscall(long number, ...);
#define syscall fault_syscall /* as in the library's own objects */
#include "sys.h"

enum mutation mutation;

__attribute__((constructor)) static void choose(void)
{
	static const char *const names[] = { "",
#define MUTATION(name, program, claim, engines) #name,
#include "mutations.def"
	};
	const char *wanted = getenv("POLLUX_MUTATION");
	for (size_t i = 1; wanted && i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], wanted) == 0)
			mutation = (enum mutation)i;
	if (wanted && mutation == MUTATION_none)
		abort();
}

int poll_unlocked(struct set *s, struct pollfd *list, unsigned n)
{
	struct interest *in = &s->in;
	uint32_t before = in->maybe_length;
	pthread_mutex_unlock(&s->lock);
	int rc = sys_poll_now(list, n);
	pthread_mutex_lock(&s->lock);
	while (in->maybe_length > before)
		in->at[in->maybe[(in->maybe_head + --in->maybe_length) & (in->capacity - 1)]].flags &= ~(uint32_t)ENTRY_QUEUED;
	return rc;
}
