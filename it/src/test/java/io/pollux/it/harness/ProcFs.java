package io.pollux.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the kernel says of a process, in /proc. */
public final class ProcFs {
    private ProcFs() {
    }

    /** Open descriptors by number, each with what it is ("socket:[123]", "anon_inode:[eventpoll]", a path). */
    public static Map<Integer, String> descriptors(long pid) throws IOException {
        Map<Integer, String> descriptors = new TreeMap<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path link : links.toList())
                target(link).ifPresent(target -> descriptors.put(Integer.valueOf(link.getFileName().toString()), target));
        }
        return descriptors;
    }

    /** Members of every epoll instance of the process: the lines "tfd:" of its descriptors in /proc. */
    public static List<Integer> members(long pid) throws IOException {
        List<Integer> members = new ArrayList<>();
        for (Map.Entry<Integer, String> descriptor : descriptors(pid).entrySet())
            if (descriptor.getValue().equals("anon_inode:[eventpoll]"))
                read(Path.of("/proc/" + pid + "/fdinfo/" + descriptor.getKey())).lines().filter(line -> line.startsWith("tfd:"))
                        .forEach(line -> members.add(Integer.valueOf(line.trim().split("\\s+")[1])));
        return members;
    }

    private static Optional<String> target(Path link) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Names of the threads that are there now, sorted. */
    public static List<String> threads(long pid) throws IOException {
        return tasks(pid).stream().map(ProcFs::name).filter(name -> !name.isEmpty()).sorted().toList();
    }

    /** How long the threads of that name were ready to run and had no CPU, ns since they began: the second word of schedstat; 0 where the kernel keeps none. */
    public static long waitedForCpuNs(long pid, String name) throws IOException {
        return tasks(pid).stream().filter(task -> name(task).equals(name)).map(task -> read(task.resolve("schedstat")).split(" "))
                .filter(words -> words.length > 1).mapToLong(words -> Long.parseLong(words[1])).sum();
    }

    static boolean everyThreadTraced(long pid) throws IOException {
        return tasks(pid).stream().map(task -> read(task.resolve("status"))).noneMatch(status -> status.contains("TracerPid:\t0\n"));
    }

    private static List<Path> tasks(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.toList();
        }
    }

    private static String name(Path task) {
        return read(task.resolve("comm")).trim();
    }

    /** Contents, or nothing where the thread has ended meanwhile. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** The number that a process has here which calls itself {@code said}: the process started, or one that came of it. */
    static long seenHere(ProcessHandle started, long said) {
        return Stream.concat(Stream.of(started), started.descendants()).map(ProcessHandle::pid)
                .filter(pid -> read(Path.of("/proc/" + pid + "/status")).lines().anyMatch(line -> line.startsWith("NSpid:") && line.endsWith("\t" + said)))
                .findFirst().orElse(said);
    }

    /** Resident memory, VmRSS, in KiB. */
    public static long residentKib(long pid) {
        return read(Path.of("/proc/" + pid + "/status")).lines().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    /** State letter of the process, as T for stopped. */
    public static char state(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        if (stat.isEmpty())
            throw new UncheckedIOException(new NoSuchFileException("/proc/" + pid));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
