package io.pollux.findings.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Limits of a process that readiness depends on, each with what is used of it. */
public final class Limits {
    /**
     * One limit.
     *
     * @param name as users know it
     * @param used what is used
     * @param most what there is
     */
    public record Limit(String name, long used, long most) {
        public double share() {
            return most <= 0 ? 0 : (double) used / most;
        }
    }

    /** The limit on open descriptors. */
    public static final String DESCRIPTORS = "RLIMIT_NOFILE";

    private static final Path PROC = Path.of("/proc");
    private static final String WATCHES = "sys/fs/epoll/max_user_watches";

    private final List<Limit> all = new ArrayList<>();

    private Limits() {
    }

    /**
     * Reads the limits of a process; what can't be read is left out.
     *
     * @param watches what its epoll instances hold, as far as it is known; the limit is of all processes of the user
     */
    public static Limits of(long pid, long watches) {
        return of(PROC, pid, watches);
    }

    /** The same where /proc is elsewhere. */
    static Limits of(Path proc, long pid, long watches) {
        Limits limits = new Limits();
        Path process = proc.resolve(Long.toString(pid));
        String[] open = process.resolve("fd").toFile().list();
        if (open != null) {
            limits.add(DESCRIPTORS, open.length, softLimit(process, "Max open files"));
        }
        limits.addSignals(process);
        limits.add("max_user_watches", watches, number(ProcFile.read(proc.resolve(WATCHES)).strip()));
        return limits;
    }

    public List<Limit> all() {
        return all;
    }

    private void add(String name, long used, long most) {
        if (most > 0) {
            all.add(new Limit(name, used, most));
        }
    }

    /** "SigQ: 3/63432": signals queued for the user, all processes together, and how many may be. */
    private void addSignals(Path process) {
        for (String line : ProcFile.read(process.resolve("status")).split("\n")) {
            if (line.startsWith("SigQ:")) {
                String[] numbers = line.substring("SigQ:".length()).strip().split("/");
                add("RLIMIT_SIGPENDING", number(numbers[0]), number(numbers[1]));
            }
        }
    }

    /** "Max open files            1048576              1048576              files"; -1: unlimited, or not known. */
    private static long softLimit(Path process, String name) {
        for (String line : ProcFile.read(process.resolve("limits")).split("\n")) {
            if (line.startsWith(name)) {
                return number(line.substring(name.length()).strip().split("\\s+")[0]);
            }
        }
        return -1;
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}
