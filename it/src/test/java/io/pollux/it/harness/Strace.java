package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** strace as a witness of the system calls that a victim makes: from its start, or for a while. */
public final class Strace implements AutoCloseable {
    private final Path log;
    private final String calls;
    private Process process;

    private Strace(String calls) throws IOException {
        this.log = Files.createTempFile("pollux-strace", ".log");
        this.calls = calls;
    }

    /** For {@link Launch#under}: the victim is traced from its first instruction. */
    public static Strace fromStart(String... calls) throws IOException {
        return new Strace(String.join(",", calls));
    }

    public List<String> program() {
        return List.of("strace", "-f", "--seccomp-bpf", "-qqq", "-s", "0", "-e", "signal=none", "-e", "trace=" + calls, "-o", log.toString());
    }

    /** The same, and the kernel refuses a call as one that is too old to have it would. */
    public List<String> failing(String call) {
        List<String> program = new ArrayList<>(program());
        Collections.addAll(program, "-e", "inject=" + call + ":error=ENOSYS");
        return program;
    }

    /** Traces a running victim, all of its threads, until {@link #stop}. Comes back once strace is on. */
    public static Strace of(Victim victim, String... calls) throws IOException {
        Strace strace = new Strace(String.join(",", calls));
        strace.process = new ProcessBuilder("strace", "-f", "-qqq", "-s", "0", "-e", "signal=none", "-e", "trace=" + strace.calls,
                "-o", strace.log.toString(), "-p", victim.pidText()).start();
        await().atMost(120, TimeUnit.SECONDS).until(() -> ProcFs.everyThreadTraced(victim.pid()));
        return strace;
    }

    /** Lets go of the victim; then {@link #calls} has all there was. */
    public Strace stop() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("strace ended").isTrue();
        return this;
    }

    /** What was seen, in the order in which the calls ended. */
    public List<SystemCall> calls() throws IOException {
        return SystemCall.parse(Files.readAllLines(log));
    }

    @Override
    public void close() throws IOException {
        if (process != null)
            process.destroyForcibly().onExit().join();
        Files.deleteIfExists(log);
    }
}
