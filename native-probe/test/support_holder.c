#include "support_holder.h"

#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

struct holder hold_files(void)
{
	int ends[2];
	CHECK(pipe(ends) == 0);
	struct holder h = { .child = fork(), .end = ends[1] };
	CHECK(h.child >= 0);
	if (h.child == 0) {
		char byte;
		close(ends[1]);
		_exit(read(ends[0], &byte, 1) == 0 ? 0 : 1);
	}
	close(ends[0]);
	return h;
}

void let_go(struct holder h)
{
	int status;
	close(h.end);
	CHECK(waitpid(h.child, &status, 0) == h.child && status == 0);
}
