package io.pollux.cli.compare;

import io.pollux.ledger.TaskDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** CPU time of every thread of a process, in nanoseconds by the number that the ledger has for it. */
final class ThreadTimes {
    /** Ticks of the times in stat, fixed by the kernel's interface to user space (USER_HZ). */
    private static final long TICK_NS = 10_000_000;
    private static final int UTIME = 11;
    private static final int STIME = 12;

    private final Path tasks;

    /** {@code tid}: any thread of it that the ledger has; 0: none. */
    ThreadTimes(long pid, long tid) {
        tasks = tid > 0 ? TaskDir.of(pid, tid).getParent() : Path.of("/proc", Long.toString(pid), "task");
    }

    /** As of now; a thread that has ended is not in it. A running one is behind by a tick at most. */
    Map<Long, Long> now() {
        Map<Long, Long> times = new HashMap<>();
        String[] tids = tasks.toFile().list();
        for (String tid : tids == null ? new String[0] : tids) {
            long ns = of(tasks.resolve(tid));
            if (ns >= 0) {
                times.put(Long.valueOf(tid), ns);
            }
        }
        return times;
    }

    /** From schedstat, in ns; where the kernel was built without it from stat, in ticks. -1: gone. */
    private static long of(Path task) {
        try {
            return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
        } catch (IOException | NumberFormatException e) {
            return ticks(task);
        }
    }

    private static long ticks(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * TICK_NS;
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
