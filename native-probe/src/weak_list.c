/* The array of weak entries: dense, the last one fills a gap. */
#include "weak_list.h"

#include <errno.h>
#include <stdlib.h>

#include "sys.h"

static int reserve(struct weak_list *w, uint32_t length)
{
	if (length <= w->capacity)
		return 0;
	uint32_t to = w->capacity ? w->capacity * 2 : 16;
	struct pollfd *at = realloc(w->at, sizeof *at * to);
	if (!at)
		return -ENOMEM;
	w->at = at;
	uint32_t *of = realloc(w->of, sizeof *of * to);
	if (!of)
		return -ENOMEM;
	w->of = of;
	w->capacity = to;
	return 0;
}

int weak_open(struct weak_list *w, int wake)
{
	if (reserve(w, WEAK_FIRST) < 0) {
		weak_close(w);
		return -ENOMEM;
	}
	w->at[0] = (struct pollfd){ .fd = -1, .events = POLLIN };
	w->at[1] = (struct pollfd){ .fd = wake, .events = POLLIN };
	w->length = WEAK_FIRST;
	return 0;
}

void weak_close(struct weak_list *w)
{
	free(w->at);
	free(w->of);
}

bool is_weak(const struct entry *e)
{
	bool unix_weak = (e->flags & ENTRY_UNIX) && ((e->events & EPOLLOUT) || !(e->events & EPOLLIN));
	return e->fd >= 0 && !(e->flags & ENTRY_DISABLED) && ((e->flags & ENTRY_WEAK) || unix_weak);
}

static void take_out(struct set *s, struct weak_list *w, struct entry *e)
{
	uint32_t place = e->own, last = --w->length;
	e->own = 0;
	if (place == last)
		return;
	w->at[place] = w->at[last];
	w->of[place] = w->of[last];
	s->in.at[w->of[place]].own = place;
}

int weak_set(struct set *s, struct weak_list *w, struct entry *e)
{
	if (!is_weak(e)) {
		if (e->own)
			take_out(s, w, e);
		return 0;
	}
	int rc = e->own ? 0 : reserve(w, w->length + 1);
	if (rc < 0)
		return rc;
	if (!e->own)
		e->own = w->length++;
	w->of[e->own] = interest_index(&s->in, e);
	w->at[e->own] = (struct pollfd){ .fd = e->fd, .events = (short)(e->events & 0xffff) };
	return 0;
}

void weak_compacted(struct set *s, struct weak_list *w)
{
	for (uint32_t i = 0; i < s->in.length; i++)
		if (s->in.at[i].own)
			w->of[s->in.at[i].own] = i;
}

int weak_sleep(struct weak_list *w, int64_t timeout_ns)
{
	w->timeout_ns = timeout_ns;
	int n = sys_ppoll(w->at, w->length, timeout_ns);
	return n >= 0 && ((w->at[0].revents | w->at[1].revents) & POLLNVAL) ? -EBADF : n;
}

void weak_cost(struct set *s, const struct weak_list *w, int rc)
{
	tally(s, SET_copied_in_bytes, 8ull * w->length + sys_timeout_in(w->timeout_ns));
	if (rc >= 0) {
		tally(s, SET_copied_out_bytes, 2ull * w->length + sys_timeout_out(w->timeout_ns));
		tally(s, SET_scanned_fds, w->length);
	}
}

int weak_collect(struct set *s, struct weak_list *w, struct epoll_event *out, int n, int max)
{
	uint32_t weak = w->length - WEAK_FIRST, i = w->cursor < weak ? w->cursor : 0;
	for (uint32_t seen = 0; seen < weak && n < max; seen++, i = i + 1 < weak ? i + 1 : 0) {
		const struct pollfd *slot = &w->at[i + WEAK_FIRST];
		struct entry *e = slot->revents ? interest_find(&s->in, slot->fd) : NULL;
		if (!e || (e->flags & ENTRY_DIRTY) || e->round == s->round || e->own != i + WEAK_FIRST)
			continue;
		n += set_report(s, e, (uint16_t)slot->revents, &out[n]);
		w->cursor = i + 1;
	}
	return n;
}
