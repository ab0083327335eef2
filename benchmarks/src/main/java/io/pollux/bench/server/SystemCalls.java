package io.pollux.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts the system calls of a process by the kernel's own tracepoints (perf-stat(1)): the process is not stopped at each call, as it is by
 * strace, which shifts what is served by one wait.
 */
final class SystemCalls implements AutoCloseable {
    /** How the calls are told apart; an eventfd's are those of eight bytes (JDK: EventFD), and its drain's of 128 (IOUtil.drain). */
    enum Kind {
        WAIT("epoll_wait", "epoll_pwait", "epoll_pwait2", "poll", "ppoll", "select", "pselect6", "rt_sigtimedwait", "io_uring_enter"),
        CTL("epoll_ctl"), EVENTFD("write:count == 8", "read:count == 8 || count == 128"), FUTEX("futex"), ALL();

        private final List<String> calls;

        Kind(String... calls) {
            this.calls = List.of(calls);
        }
    }

    private final Process perf;
    private final List<Kind> kinds = new ArrayList<>();

    /** Counts from now on. Throws IOException where perf is missing or may not look. */
    SystemCalls(long pid) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("perf", "stat", "-x", ",", "-p", Long.toString(pid)));
        for (Kind kind : Kind.values()) {
            for (String call : kind.calls.isEmpty() ? List.of("") : kind.calls) {
                String[] parts = call.split(":", 2);
                command.addAll(List.of("-e", kind == Kind.ALL ? "raw_syscalls:sys_enter" : "syscalls:sys_enter_" + parts[0]));
                command.addAll(parts.length > 1 ? List.of("--filter", parts[1]) : List.of());
                kinds.add(kind);
            }
        }
        perf = new ProcessBuilder(command).redirectErrorStream(true).start();
        // perf says nothing when it has begun; it opens its events within this.
        if (perf.waitFor(1, TimeUnit.SECONDS)) {
            throw new IOException("perf stat: " + new String(perf.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Ends the count: calls of each kind. */
    Map<Kind, Long> stop() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(perf.pid())).start().waitFor();
        Map<Kind, Long> counted = new LinkedHashMap<>();
        List<String> lines = new String(perf.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> line.contains("sys_enter")).toList();
        for (int i = 0; i < kinds.size(); i++) {
            counted.merge(kinds.get(i), Long.parseLong(lines.get(i).split(",")[0]), Long::sum);
        }
        return counted;
    }

    @Override
    public void close() {
        perf.destroy();
    }
}
