/* Pipes and FIFOs. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "states.h"

MAKE(pipe_read)
{
	int ends[2];
	MUST(pipe(ends) == 0);
	w->fd = ends[0];
	w->peer = ends[1];
}

MAKE(pipe_read_data) { make_pipe_read(w); make_peer_writes(w); }
MAKE(pipe_write) { make_pipe_read(w); make_swap(w); }
MAKE(pipe_full) { make_pipe_write(w); make_fills(w); }

/* `other` finds the FIFO again, which has no name any more. */
static void fifo(struct world *w, int flags)
{
	static int n;
	char path[64];
	snprintf(path, sizeof path, "/tmp/pollux-fifo-%d-%d", (int)getpid(), n++);
	MUST(mkfifo(path, 0600) == 0);
	w->fd = open(path, flags | O_NONBLOCK);
	w->other = open(path, O_PATH);
	unlink(path);
	MUST(w->fd >= 0 && w->other >= 0);
}

MAKE(fifo_read) { fifo(w, O_RDONLY); }
MAKE(fifo_rdwr) { fifo(w, O_RDWR); }

MAKE(writer_opens)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", w->other);
	MUST((w->peer = open(path, O_WRONLY)) >= 0);
}

MAKE(fifo_written) { make_fifo_read(w); make_writer_opens(w); }
MAKE(fifo_left) { make_fifo_written(w); make_peer_closes(w); }
