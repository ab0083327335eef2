/* What this machine's kernel and memory cost: the figures that turn bytes and calls into time (agent: io.pollux.model). */
#ifndef POLLUX_CALIBRATE_H
#define POLLUX_CALIBRATE_H

#include <stdint.h>

/* 1 B, 4 B, 16 B … 1 MiB. */
#define CALIBRATE_SIZES 11

/* Median costs of moving 4^i bytes; `sizes` of them were measured, the smallest first. */
struct cost_curve {
	int sizes;
	double ns[CALIBRATE_SIZES];
};

struct calibration {
	double null_call_ns;  /* a system call that does nothing: getuid(2) */
	double empty_wait_ns; /* epoll_wait(2) with timeout 0 on one idle descriptor */
	double empty_read_ns; /* read(2) that finds nothing (EAGAIN) */
	struct cost_curve read, write; /* read(2) and write(2) of one Unix stream socket to another, neither ever waiting */
	struct cost_curve heap_copy;   /* memcpy between two buffers of user space */
	uint64_t took_ns;
};

/* Bytes of curve point i. */
static inline uint64_t calibrate_bytes(int i)
{
	return UINT64_C(1) << (2 * i);
}

/* Measures on the calling thread and on descriptors of Pollux's own, all closed again. A socket that cannot hold a size at once ends
 * the curves of read and write before it. About 20 ms, 50 at most but for a machine that stands still. Returns 0 or -errno. */
int calibrate(struct calibration *measured);

/* As JSON text: {"null_call_ns":61.5,…,"read":[[1,1400.0],[4,1398.0],…],…}. Returns the length, or -ENOSPC. */
int calibration_json(const struct calibration *measured, char *json, int bytes);

#endif
