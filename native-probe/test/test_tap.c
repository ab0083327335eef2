/* The side tap: what it says is true in every order that an edge, a report and a read can come in, and nobody notices it. */
#include "contract.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"
#include "hook_io.h"
#include "hook_wait.h"
#include "support_sockets.h"
#include "tap.h"

#define MS 1000000ull

/* An accepted connection in the application's table, and its peer. */
struct connection { int peer, fd; struct fd_row *row; };

static int listener(void)
{
	static int fd = -1;
	if (fd < 0) {
		fd = tcp_listener(0);
		fd_born(fd, ROLE_LISTENER, PROTO_TCP, -1);
	}
	return fd;
}

static struct connection connection(void)
{
	int pair[2];
	tcp_pair(listener(), pair);
	fd_born(pair[1], ROLE_ACCEPTED, PROTO_TCP, listener());
	return (struct connection){ pair[0], pair[1], fd_row_of(pair[1]) };
}

static void app_read(struct connection *c)
{
	uint64_t start = clock_ns();
	char byte;
	count_read(c->row, start, read(c->fd, &byte, 1), STREAM);
}

static void app_report(struct connection *c)
{
	count_ready(c->fd, POLLIN, -1, clock_ns());
}

static bool stamped(const struct connection *c)
{
	uint64_t word = atomic_load(&c->row->tap);
	return word > TAP_LOOKING && !(word & TAP_TOLD);
}

static uint64_t delays(const struct connection *c)
{
	return c->row->c[FD_report_delays];
}

static uint64_t in_histogram(enum hist_kind kind, int from)
{
	uint64_t values = 0;
	for (uint32_t shard = 0; shard < HIST_SHARDS; shard++)
		for (int i = from; i < HIST_BUCKETS; i++)
			values += hist_rows[hist_index(kind, ROLE_ACCEPTED) + shard].bucket[i];
	return values;
}

/* ---- with the thread ---- */

/* 7 times the data is there 53 ms before anybody asks. 2^25 ns are 33 ms: the bucket of 53 ms starts there. */
CONTRACT(aBlockedLoopShowsHowLongItWasBlocked)
{
	CHECK_EQ(tap_use(TAP_WHOLE), 0);
	struct connection c = connection();
	int epfd = app_epoll();
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	for (int i = 0; i < 7; i++) {
		write_byte(c.peer);
		AWAIT(stamped(&c));
		usleep(53000);
		struct epoll_event event;
		CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
		count_events(epfd, &event, 1);
		app_read(&c);
	}
	CHECK_EQ(delays(&c), 7);
	CHECK(c.row->c[FD_report_delay_ns] >= 7 * 53 * MS);
	CHECK(c.row->c[FD_report_delay_max_ns] >= 53 * MS);
	CHECK_EQ(in_histogram(HIST_REPORT_DELAY_ROLE, 0), 7);
	CHECK_EQ(in_histogram(HIST_REPORT_DELAY_ROLE, 26), 7);
	struct hist_row *by_set = &hist_rows[hist_index(HIST_REPORT_DELAY_SET, (uint32_t)set_row_of(epfd))];
	CHECK(by_set->sum_ns >= 7 * 53 * MS);
	CHECK_EQ(tap_use(0), 0);
}

CONTRACT(partsAddUpToTheWholeWithinTwoPercent)
{
	uint64_t most = 0, least = 0; /* the thread takes its stamp somewhere between the write and our seeing it */
	CHECK_EQ(tap_use(TAP_WHOLE), 0);
	struct connection c = connection();
	int epfd = app_epoll();
	CHECK_EQ(app_ctl(epfd, EPOLL_CTL_ADD, c.fd, EPOLLIN), 0);
	for (int i = 0; i < 3; i++) {
		struct epoll_event event;
		write_byte(c.peer);
		uint64_t written = clock_ns();
		AWAIT(stamped(&c));
		uint64_t seen = clock_ns();
		usleep(53000);
		CHECK_EQ(app_wait(epfd, &event, 1, -1), 1);
		count_events(epfd, &event, 1);
		usleep(31000);
		app_read(&c);
		most += c.row->last_io_ns - written;
		least += c.row->last_io_ns - seen;
	}
	uint64_t parts = c.row->c[FD_report_delay_ns] + c.row->c[FD_ready_to_read_ns] + c.row->c[FD_read_ns];
	CHECK(parts >= least / 100 * 98);
	CHECK(parts <= most / 100 * 102);
	CHECK_EQ(tap_use(0), 0);
}

/* Its own edge-triggered sets lose no edge to ours, and get none twice. */
TEST(theApplicationsEdgesAreItsOwn)
{
	pollux_begin(ENGINE_epoll);
	CHECK_EQ(tap_use(TAP_WHOLE), 0);
	struct connection c = connection();
	int epfd = epoll_create1(0);
	struct epoll_event event = { .events = EPOLLIN | EPOLLET }, got[3];
	CHECK_EQ(epoll_ctl(epfd, EPOLL_CTL_ADD, c.fd, &event), 0);
	for (int i = 0; i < 11; i++) {
		write_byte(c.peer);
		AWAIT(stamped(&c));
		CHECK_EQ(epoll_wait(epfd, got, 3, -1), 1);
		CHECK_EQ(epoll_wait(epfd, got, 3, 0), 0);
		app_read(&c);
	}
	CHECK_EQ(tap_use(0), 0);
}

TEST(stoppingLeavesNothingBehind)
{
	pollux_begin(ENGINE_epoll);
	struct connection before = connection();
	int held = sets_own_fds();
	for (int i = 0; i < 5; i++) {
		CHECK_EQ(tap_use(TAP_WHOLE), 2); /* the listener, and what was there before */
		CHECK_EQ(tap_threads(), 1);
		CHECK_EQ(sets_own_fds(), held + 2);
		struct connection c = connection();
		CHECK(c.row->tap != TAP_OFF && before.row->tap != TAP_OFF);
		CHECK_EQ(tap_use(0), 0);
		CHECK_EQ(tap_threads(), 0);
		CHECK_EQ(sets_own_fds(), held);
		CHECK(c.row->tap == TAP_OFF && before.row->tap == TAP_OFF);
		app_close(c.fd);
		close(c.peer);
	}
}

TEST(withoutDescriptorsItStandsDownAndHoldsNone)
{
	pollux_begin(ENGINE_epoll);
	struct connection c = connection();
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	for (int spare = 0; spare < 2; spare++) {
		int next = dup(c.fd), held = sets_own_fds();
		close(next);
		setrlimit(RLIMIT_NOFILE, &(struct rlimit){ (rlim_t)(next + spare), limit.rlim_max });
		CHECK_EQ(tap_use(TAP_WHOLE), -EMFILE);
		CHECK_EQ(tap_threads(), 0);
		CHECK_EQ(sets_own_fds(), held);
		CHECK_EQ(c.row->tap, TAP_OFF);
	}
	setrlimit(RLIMIT_NOFILE, &limit);
	CHECK_EQ(tap_use(TAP_WHOLE), 2);
	CHECK_EQ(tap_use(0), 0);
}

/* ---- without the thread: every order, by hand ---- */

static int members;

static struct connection watched(void)
{
	pollux_begin(ENGINE_epoll);
	members = epoll_create1(EPOLL_CLOEXEC);
	CHECK_EQ(tap_members_open(members, TAP_WHOLE), 0);
	struct connection c = connection();
	CHECK_EQ(c.row->tap, TAP_IDLE);
	return c;
}

static void edge(struct connection *c, uint64_t since)
{
	tap_edge(c->fd, c->row->conn, since);
}

/* The edge is met once the data is there. */
static void arrive(struct connection *c, uint64_t since)
{
	write_byte(c->peer);
	AWAIT(tap_readable(c->fd));
	edge(c, since);
}

TEST(aReadWithoutAReportTakesTheStampAway)
{
	struct connection c = watched();
	arrive(&c, 0);
	CHECK(stamped(&c));
	app_read(&c);
	CHECK_EQ(c.row->tap, TAP_IDLE);
	app_report(&c);
	CHECK_EQ(delays(&c), 0);
}

TEST(anEdgeThatIsMetAfterTheReadLeavesNoStamp)
{
	struct connection c = watched();
	write_byte(c.peer);
	AWAIT(tap_readable(c.fd));
	app_read(&c);
	edge(&c, 0);
	CHECK_EQ(c.row->tap, TAP_IDLE);
}

TEST(aReportBeforeTheLookCountsAsZeroOnce)
{
	struct connection c = watched();
	uint64_t since = clock_ns();
	write_byte(c.peer);
	AWAIT(tap_readable(c.fd));
	app_report(&c);
	edge(&c, since);
	app_read(&c);
	edge(&c, since);
	CHECK_EQ(delays(&c), 1);
	CHECK_EQ(c.row->c[FD_report_delay_ns], 0);
	CHECK_EQ(in_histogram(HIST_REPORT_DELAY_ROLE, 0), 1);
	CHECK_EQ(in_histogram(HIST_REPORT_DELAY_ROLE, 1), 0);
}

TEST(aReportOlderThanTheLastLookIsNotThisEdges)
{
	struct connection c = watched();
	app_report(&c);
	arrive(&c, clock_ns() + 1);
	CHECK_EQ(delays(&c), 0);
	CHECK(stamped(&c));
}

TEST(theFirstOfSeveralEdgesCounts)
{
	struct connection c = watched();
	arrive(&c, 0);
	uint64_t first = c.row->tap;
	arrive(&c, 0);
	CHECK_EQ(c.row->tap, first);
	app_report(&c);
	CHECK_EQ(delays(&c), 1);
}

TEST(aReportOfWhatIsReportedAlreadyTakesNoStamp)
{
	struct connection c = watched();
	app_report(&c);
	arrive(&c, clock_ns() + 1);
	app_report(&c);
	CHECK_EQ(delays(&c), 0);
	app_read(&c);
	CHECK_EQ(c.row->tap, TAP_IDLE);
}

TEST(whatWasThereBeforeUsIsNotStamped)
{
	struct connection c = watched();
	tap_members_close();
	close(members);
	members = epoll_create1(EPOLL_CLOEXEC);
	write_byte(c.peer);
	AWAIT(tap_readable(c.fd));
	CHECK_EQ(tap_members_open(members, TAP_WHOLE), 2);
	CHECK_EQ(c.row->tap, TAP_NEW);
	app_report(&c);
	edge(&c, 0);
	CHECK_EQ(c.row->tap, TAP_IDLE);
	CHECK_EQ(delays(&c), 0);
}

TEST(anEdgeOfAnotherGenerationIsNobodys)
{
	struct connection c = watched();
	uint64_t conn = c.row->conn;
	int number = c.fd;
	app_close(c.fd);
	struct connection next = connection();
	if (next.fd != number) { /* the peer's end took it */
		CHECK_EQ(dup2(next.fd, number), number);
		fd_born(number, ROLE_ACCEPTED, PROTO_TCP, listener());
		next = (struct connection){ next.peer, number, fd_row_of(number) };
	}
	write_byte(next.peer);
	AWAIT(tap_readable(next.fd));
	tap_edge(number, conn, 0);
	CHECK(!stamped(&next));
}

/* A copy keeps the file open, and with it what a close would have ended. */
TEST(aClosedDescriptorLeavesThoughACopyLivesOn)
{
	struct connection c = watched();
	struct epoll_event event;
	int copy = dup(c.fd);
	app_close(c.fd);
	write_byte(c.peer);
	AWAIT(tap_readable(copy));
	CHECK_EQ(epoll_wait(members, &event, 1, 0), 0);
}

TEST(aReplacedDescriptorIsWatchedAsWhatItIsNow)
{
	struct connection c = watched(), other = connection();
	uint64_t conn = c.row->conn;
	CHECK_EQ(dup2(other.fd, c.fd), c.fd);
	fd_replaced(c.fd, false);
	CHECK(c.row->conn != conn);
	write_byte(other.peer);
	AWAIT(tap_readable(c.fd));
	tap_edge(c.fd, conn, 0);
	CHECK(!stamped(&c));
	edge(&c, 0);
	CHECK(stamped(&c));
}

TEST(aPreclosedDescriptorIsNotWatched)
{
	struct connection c = watched(), other = connection();
	CHECK_EQ(dup2(other.fd, c.fd), c.fd);
	fd_replaced(c.fd, true);
	CHECK_EQ(c.row->tap, TAP_OFF);
}

TEST(theWaitForInterestIsNotTheLoops)
{
	struct connection c = watched();
	count_interest(EPOLL_CTL_DEL, c.fd, 0);
	arrive(&c, 0);
	usleep(53000);
	uint64_t wanted = clock_ns();
	count_interest(EPOLL_CTL_ADD, c.fd, EPOLLIN);
	CHECK(c.row->tap >= wanted);
	uint64_t stamp = c.row->tap;
	count_interest(EPOLL_CTL_MOD, c.fd, EPOLLIN | EPOLLOUT);
	CHECK_EQ(c.row->tap, stamp);
	app_report(&c);
	CHECK_EQ(delays(&c), 1);
}

TEST(pollOfABlockingCallReportsAsWell)
{
	struct connection c = watched();
	arrive(&c, 0);
	count_poll(c.fd, POLLIN, clock_ns());
	CHECK_EQ(delays(&c), 1);
}

/* ---- who is watched ---- */

TEST(aFewAreAlwaysWatchedAndThenTheShare)
{
	pollux_begin(ENGINE_epoll);
	members = epoll_create1(EPOLL_CLOEXEC);
	CHECK_EQ(tap_members_open(members, TAP_WHOLE / 10), 0);
	int watching = 0;
	for (int i = 0; i < 301; i++)
		watching += connection().row->tap != TAP_OFF;
	CHECK(watching >= TAP_FLOOR - 1 && watching >= 28);
	CHECK(watching <= TAP_FLOOR + 32);
}

TEST(pipesFilesAndOurOwnAreNotWatched)
{
	struct connection c = watched();
	int ends[2];
	make_pipe(ends);
	fd_born(ends[0], ROLE_PIPE, PROTO_PIPE, -1);
	CHECK_EQ(fd_row_of(ends[0])->tap, TAP_OFF);
	own_thread(true);
	struct connection own = connection();
	CHECK_EQ(own.row->tap, TAP_OFF);
	CHECK(c.row->tap != TAP_OFF);
}

TEST(datagramSocketsAndListenersAreWatched)
{
	struct connection c = watched();
	int udp = udp_socket();
	fd_born(udp, ROLE_OTHER, PROTO_UDP, -1);
	CHECK(fd_row_of(udp)->tap != TAP_OFF);
	CHECK(fd_row_of(listener())->tap != TAP_OFF);
	CHECK(c.row->tap != TAP_OFF);
}

/* ---- all at once ---- */

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
