/* The word of a watched row: see tap.h. */
#include "tap.h"

#include <poll.h>

#include "clock.h"
#include "sys.h"

static inline bool is_stamp(uint64_t word)
{
	return word > TAP_LOOKING && !(word & TAP_TOLD);
}

static inline bool change(struct fd_row *row, uint64_t *from, uint64_t to)
{
	return atomic_compare_exchange_strong(&row->tap, from, to);
}

static void observe(struct fd_row *row, int set, uint64_t ns)
{
	count(&row->c[FD_report_delays], 1);
	count(&row->c[FD_report_delay_ns], ns);
	count_max(&row->c[FD_report_delay_max_ns], ns);
	hist_add(HIST_REPORT_DELAY_ROLE, row->role, set, ns);
}

void tap_report(struct fd_row *row, int set, bool first, uint64_t now)
{
	uint64_t word = atomic_load(&row->tap);
	while (first && word != TAP_OFF && word != TAP_NEW) {
		bool stamped = is_stamp(word);
		uint64_t stamp = word;
		if (!change(row, &word, stamped ? TAP_IDLE : TAP_TOLD | now))
			continue;
		if (stamped)
			observe(row, set, clock_since(stamp, now));
		return;
	}
}

void tap_read(struct fd_row *row)
{
	uint64_t word = atomic_load(&row->tap);
	while ((is_stamp(word) || word == TAP_LOOKING) && !change(row, &word, TAP_IDLE))
		;
}

void tap_interest(struct fd_row *row, bool wanted, bool fresh)
{
	bool before = !atomic_exchange(&row->unwanted, !wanted);
	if (!wanted || (before && !fresh))
		return;
	uint64_t word = atomic_load(&row->tap);
	while (is_stamp(word) && !change(row, &word, clock_ns()))
		;
}

bool tap_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return sys_poll_now(&p, 1) == 1 && (p.revents & POLLIN);
}

/* The report came first. */
static void count_prompt(struct fd_row *row, uint64_t word)
{
	if (change(row, &word, TAP_IDLE))
		observe(row, atomic_load_explicit(&row->loop, memory_order_relaxed), 0);
}

static bool told_since(uint64_t word, uint64_t since)
{
	return (word & TAP_TOLD) && (word & ~TAP_TOLD) >= since;
}

/* The number may stand for another file by now; then the row's generation has moved, before the word was given up. */
static void look(struct fd_row *row, int fd, uint64_t conn, uint64_t since)
{
	bool readable = fd_conn(fd) == conn && tap_readable(fd);
	uint64_t now = clock_ns(), word = TAP_LOOKING;
	if (fd_conn(fd) != conn)
		readable = false;
	if (!change(row, &word, readable ? now : TAP_IDLE) && told_since(word, since))
		count_prompt(row, word);
}

void tap_edge(int fd, uint64_t conn, uint64_t since)
{
	struct fd_row *row = &fd_rows[fd];
	uint64_t word = atomic_load(&row->tap);
	if (fd_conn(fd) != conn || word == TAP_OFF || is_stamp(word))
		return;
	if (word == TAP_NEW)
		change(row, &word, TAP_IDLE);
	else if (told_since(word, since))
		count_prompt(row, word);
	else if (change(row, &word, TAP_LOOKING))
		look(row, fd, conn, since);
	else if (told_since(word, since))
		count_prompt(row, word);
}
