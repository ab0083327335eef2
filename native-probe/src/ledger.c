/* The ledger's memory: a sealed memfd, mapped once at addresses that stay for the life of the process. */
#include "ledger.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"
#include "group.h"
#include "ledger_layout.h"
#include "listening.h"
#include "memfd.h"

#define MIN_FD_RECORDS 65536u
#define MAX_FD_RECORDS (1u << 20)

struct ledger_header *ledger;
struct fd_row *fd_rows;
_Atomic uint32_t fd_capacity;
struct group_row *group_rows;
struct set_row *set_rows;
struct engine_row *engine_rows;
struct hist_row *hist_rows;
struct hook_row *hook_rows;
struct meta_row *meta_rows;
struct fallback_row *fallback_rows;
struct overflow_row *overflow_rows;

static int memfd = -1;
static void *base;        /* where the first ledger was mapped, and every later one is */
static size_t base_bytes;
static uint32_t base_records;

/* Not in core dumps, and in small pages: the ledger is sparse, a huge page would cost 2 MB for one row. */
static int map_memfd(int fd, size_t bytes)
{
	int at = base ? MAP_FIXED : 0;
	void *address = mmap(base, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE | at, fd, 0);
	if (address == MAP_FAILED)
		return -errno;
	madvise(address, bytes, MADV_DONTDUMP);
	madvise(address, bytes, MADV_NOHUGEPAGE);
	base = address;
	base_bytes = bytes;
	return 0;
}

static void *section_base(enum ledger_section section)
{
	return (char *)base + ledger->section[section].offset;
}

static void publish(uint32_t fd_records)
{
	ledger = base;
	group_rows = section_base(SECTION_GROUP);
	set_rows = section_base(SECTION_SET);
	engine_rows = section_base(SECTION_ENGINE);
	hist_rows = section_base(SECTION_HIST);
	hook_rows = section_base(SECTION_HOOK);
	meta_rows = section_base(SECTION_META);
	fallback_rows = section_base(SECTION_FALLBACK);
	overflow_rows = section_base(SECTION_OVERFLOW);
	fd_rows = section_base(SECTION_FD);
	atomic_store_explicit(&fd_capacity, fd_records, memory_order_release);
}

static uint32_t wanted_records(void)
{
	struct rlimit limit;
	if (memfd_is_strict() || getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return MIN_FD_RECORDS;
	if (limit.rlim_max >= MAX_FD_RECORDS)
		return MAX_FD_RECORDS;
	uint32_t rounded = ((uint32_t)limit.rlim_max + 63) / 64 * 64;
	return rounded < MIN_FD_RECORDS ? MIN_FD_RECORDS : rounded;
}

int ledger_open_sized(uint32_t fd_records)
{
	struct ledger_section_desc sections[SECTIONS] = { 0 };
	if (memfd >= 0)
		return memfd;
	if (base)
		fd_records = base_records;
	size_t bytes = ledger_layout(sections, fd_records);
	int fd = memfd_make(LEDGER_NAME, bytes);
	if (fd < 0)
		return fd;
	int error = map_memfd(fd, bytes);
	if (error < 0) {
		close(fd);
		return error;
	}
	clock_init();
	group_labels_reset();
	listening_reset();
	set_rows_reset();
	ledger_describe(base, fd_records);
	base_records = fd_records;
	memfd = fd;
	publish(fd_records);
	return fd;
}

/* Where address space, file size or memory is limited, a smaller ledger is better than none. */
int ledger_open(void)
{
	uint32_t records = wanted_records();
	int fd = ledger_open_sized(records);
	while ((fd == -ENOMEM || fd == -EFBIG || fd == -ENOSPC) && records > MIN_FD_RECORDS / 64) {
		records /= 2;
		fd = ledger_open_sized(records);
	}
	return fd;
}

/* Zero pages in place of the memfd's: a thread that still counts writes into memory nobody reads. */
static void give_pages_back(void)
{
	mmap(base, base_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
}

void ledger_close(bool unmap)
{
	if (memfd >= 0) {
		atomic_store_explicit(&fd_capacity, 0, memory_order_release);
		atomic_store(&ledger->detached, 1);
		close(memfd);
		memfd = -1;
	}
	if (unmap && base)
		give_pages_back();
}

int ledger_fd(void)
{
	return memfd;
}

void ledger_use(enum ledger_section section, uint32_t index)
{
	_Atomic uint32_t *used = &ledger->section[section].used;
	uint32_t seen = atomic_load_explicit(used, memory_order_relaxed);
	while (seen <= index && !atomic_compare_exchange_weak(used, &seen, index + 1))
		;
}
