package io.pollux.agent;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Which signals each thread of this process has blocked, from SigBlk of /proc/self/task/*&#47;status (proc(5)): bit n-1 stands for signal n.
 *
 * @param blocked by thread id; a thread that ended meanwhile is not in it
 */
record SignalMasks(Map<String, Long> blocked) {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String FIELD = "SigBlk:";
    private static final long SETTLING_NS = 1_000_000_000;
    private static final long LOOK_NS = 1_000_000;

    static SignalMasks now() {
        Map<String, Long> blocked = new HashMap<>();
        String[] tids = TASKS.toFile().list();
        for (String tid : tids == null ? new String[0] : tids) {
            Long mask = parse(read(new File(TASKS.toFile(), tid + "/status")));
            if (mask != null) {
                blocked.put(tid, mask);
            }
        }
        return new SignalMasks(blocked);
    }

    /**
     * The masks once no thread that was there {@code before} blocks one of these signals that it did not then, or as they are after a
     * second: a thread that gives its mask back does so by returning from a handler, which may have begun and not returned yet.
     */
    static SignalMasks settled(SignalMasks before, List<Long> signals) {
        long limit = System.nanoTime() + SETTLING_NS;
        SignalMasks masks = now();
        while (!masks.gained(before, signals).isEmpty() && System.nanoTime() - limit < 0) {
            LockSupport.parkNanos(LOOK_NS);
            masks = now();
        }
        return masks;
    }

    /** The mask in the text of a status file, null where there is none. */
    static Long parse(String status) {
        int field = status.indexOf(FIELD);
        int end = status.indexOf('\n', Math.max(field, 0));
        return field < 0 || end < 0 ? null : Long.parseUnsignedLong(status.substring(field + FIELD.length(), end).trim(), 16);
    }

    /** Threads, by id, that were there {@code before} and block one of these signals now which they did not then. */
    List<String> gained(SignalMasks before, List<Long> signals) {
        return blocking(signals, before, true);
    }

    /** Threads that have started since and block one of these signals, which no thread did {@code before}. */
    List<String> inherited(SignalMasks before, List<Long> signals) {
        return blocking(signals, before, false);
    }

    private List<String> blocking(List<Long> signals, SignalMasks before, boolean old) {
        long bits = bits(signals) & ~(old ? 0 : before.anywhere());
        List<String> threads = new ArrayList<>();
        blocked.forEach((tid, mask) -> {
            Long was = before.blocked.get(tid);
            if (old == (was != null) && (mask & bits & ~(was == null ? 0 : was)) != 0) {
                threads.add(tid);
            }
        });
        threads.sort(null);
        return threads;
    }

    /** What any thread blocks. */
    private long anywhere() {
        long all = 0;
        for (long mask : blocked.values()) {
            all |= mask;
        }
        return all;
    }

    private static long bits(List<Long> signals) {
        long bits = 0;
        for (long signal : signals) {
            bits |= signal > 0 ? 1L << signal - 1 : 0;
        }
        return bits;
    }

    private static String read(File file) {
        try {
            return new String(Files.readAllBytes(file.toPath()), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
