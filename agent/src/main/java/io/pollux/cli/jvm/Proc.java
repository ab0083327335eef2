package io.pollux.cli.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What /proc says of one process (proc(5)). Facts that may not be read, or a process that is gone, are empty. */
public final class Proc {
    /** clock ticks a second that /proc shows times in; fixed by the kernel's interface to user space (USER_HZ). */
    private static final long TICKS_PER_SECOND = 100;

    private final Path dir;

    public Proc(long pid) {
        this(Path.of("/proc", Long.toString(pid)));
    }

    Proc(Path dir) {
        this.dir = dir;
    }

    public boolean exists() {
        return Files.isDirectory(dir);
    }

    /** Its state letter: R S D Z T t; 'X' when it is gone. */
    public char state() {
        String[] stat = stat();
        return stat.length == 0 ? 'X' : stat[0].charAt(0);
    }

    /** Whether it was stopped by a signal or a debugger: it answers nobody until it is continued. */
    public boolean stopped() {
        char state = state();
        return state == 'T' || state == 't';
    }

    /** Whether it is gone, or dead and only not yet waited for. */
    public boolean gone() {
        char state = state();
        return state == 'X' || state == 'Z';
    }

    /** Seconds since it started; 0 when unknown. */
    public long ageSeconds() {
        String[] stat = stat();
        String[] uptime = read(Path.of("/proc/uptime")).split(" ");
        if (stat.length < 20 || uptime[0].isEmpty()) {
            return 0;
        }
        return Math.max(0, (long) Double.parseDouble(uptime[0]) - Long.parseLong(stat[19]) / TICKS_PER_SECOND);
    }

    /** The fields of stat from `state` on: the name before them is in brackets and may hold blanks and brackets itself. */
    private String[] stat() {
        String stat = read(dir.resolve("stat"));
        int name = stat.lastIndexOf(')');
        return name < 0 || name + 2 >= stat.length() ? new String[0] : stat.substring(name + 2).trim().split(" ");
    }

    /** Its owner's name, or empty. */
    public String user() {
        try {
            return Files.getOwner(dir).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** The effective user of a process as a number, or -1. */
    public long uid() {
        String uids = status("Uid");
        return uids.isEmpty() ? -1 : Long.parseLong(uids.split("\\s+")[1]);
    }

    /** Its pid as it sees itself, in the innermost pid namespace. */
    public long innerPid() {
        String[] pids = status("NSpid").split("\\s+");
        String inner = pids[pids.length - 1];
        return inner.isEmpty() ? -1 : Long.parseLong(inner);
    }

    /** A field of its status file, as {@code SigCgt}; empty when there is none. */
    public String status(String field) {
        for (String line : read(dir.resolve("status")).split("\n")) {
            if (line.startsWith(field + ":")) {
                return line.substring(field.length() + 1).trim();
            }
        }
        return "";
    }

    /** Its open descriptors, each with what it is: {@code socket:[123]}, {@code anon_inode:[eventpoll]}, a path. */
    public Map<Integer, String> descriptors() {
        Map<Integer, String> descriptors = new TreeMap<>();
        String[] fds = dir.resolve("fd").toFile().list();
        for (String fd : fds == null ? new String[0] : fds) {
            try {
                descriptors.put(Integer.valueOf(fd), Files.readSymbolicLink(dir.resolve("fd").resolve(fd)).toString());
            } catch (IOException e) {
                // Closed meanwhile.
            }
        }
        return descriptors;
    }

    /** How many entries the interest list of an epoll descriptor has. */
    public int epollMembers(int epfd) {
        int members = 0;
        for (String line : read(dir.resolve("fdinfo").resolve(Integer.toString(epfd))).split("\n")) {
            members += line.startsWith("tfd:") ? 1 : 0;
        }
        return members;
    }

    /** The name of a thread, which Linux cuts to 15 characters; empty when it is gone. */
    private static String thread(long pid, long tid) {
        return read(Path.of("/proc", Long.toString(pid), "task", Long.toString(tid), "comm")).strip();
    }

    /** The names of a process's threads, cut to 15 characters; empty when it is gone. */
    public static List<String> threads(long pid) {
        String[] tids = Path.of("/proc", Long.toString(pid), "task").toFile().list();
        return tids == null ? List.of() : Arrays.stream(tids).map(tid -> thread(pid, Long.parseLong(tid))).toList();
    }

    public List<String> commandLine() {
        return strings("cmdline");
    }

    /** A variable of its environment as it was at the start; empty when there is none or it may not be read. */
    public String environment(String name) {
        for (String entry : strings("environ")) {
            if (entry.startsWith(name + "=")) {
                return entry.substring(name.length() + 1);
            }
        }
        return "";
    }

    /** The files it sees. */
    public ProcFiles files() {
        return new ProcFiles(dir);
    }

    /** The file it runs, or empty. */
    public String executable() {
        try {
            return Files.readSymbolicLink(dir.resolve("exe")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Its memory map as text; empty when another user's. */
    public String maps() {
        return read(dir.resolve("maps"));
    }

    private List<String> strings(String file) {
        List<String> all = new ArrayList<>();
        for (String one : read(dir.resolve(file)).split("\0")) {
            if (!one.isEmpty()) {
                all.add(one);
            }
        }
        return all;
    }

    /** A file of /proc as text; empty when it may not be read, or is gone. */
    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
