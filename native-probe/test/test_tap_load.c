/* The side tap starts and stops while edges, reports and reads of many connections come all at once. */
#include "support_tap.h"

#include <pthread.h>
#include <unistd.h>

#include "clock.h"
#include "hook_wait.h"

enum { PEERS = 7, MESSAGES = 1009 };
static struct connection many[PEERS];
static _Atomic int unread;
static _Atomic bool done;

static void *write_to_all(void *unused)
{
	(void)unused;
	for (int i = 0; i < MESSAGES; i++)
		for (int p = 0; p < PEERS; p++) {
			AWAIT(atomic_load(&unread) < 3 * PEERS);
			atomic_fetch_add(&unread, 1);
			write_byte(many[p].peer);
		}
	return NULL;
}

static void *start_and_stop(void *unused)
{
	(void)unused;
	while (!done) {
		CHECK(tap_use(TAP_WHOLE) >= PEERS);
		usleep(2000);
		CHECK_EQ(tap_use(0), 0);
	}
	return NULL;
}

static void serve_all(int epfd)
{
	for (int got = 0; got < MESSAGES * PEERS;) {
		struct epoll_event events[PEERS];
		int n = app_wait(epfd, events, PEERS, -1);
		count_events(epfd, events, n);
		for (int i = 0; i < n; i++, got++) {
			for (int p = 0; p < PEERS; p++)
				if (many[p].fd == events[i].data.fd)
					app_read(&many[p]);
			atomic_fetch_sub(&unread, 1);
		}
	}
}

/* No delay is longer than the whole, and none is of a report that never was. */
CONTRACT(comingAndGoingUnderLoadItTellsNoUntruth)
{
	pthread_t writer, switcher;
	uint64_t start = clock_ns();
	int epfd = app_epoll();
	for (int p = 0; p < PEERS; p++) {
		many[p] = connection();
		CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, many[p].fd, EPOLLIN), 0);
	}
	pthread_create(&writer, NULL, write_to_all, NULL);
	pthread_create(&switcher, NULL, start_and_stop, NULL);
	serve_all(epfd);
	done = true;
	pthread_join(writer, NULL);
	pthread_join(switcher, NULL);
	uint64_t whole = clock_ns() - start;
	for (int p = 0; p < PEERS; p++) {
		CHECK(delays(&many[p]) <= many[p].row->c[FD_ready_in]);
		CHECK(many[p].row->c[FD_report_delay_ns] <= whole);
		CHECK_EQ(many[p].row->c[FD_reads], MESSAGES);
	}
}
