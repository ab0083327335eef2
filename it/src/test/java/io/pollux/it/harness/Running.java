package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs. Closing kills it. */
public final class Running implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    private final List<String> command;
    private final Process process;
    private final Lines out;
    private final Lines err;

    private Running(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new Lines(process.getInputStream());
        this.err = new Lines(process.getErrorStream());
    }

    static Running of(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        return new Running(command, process);
    }

    /** Sends a signal: INT, as Ctrl-C does, TERM, KILL. */
    public Running signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
        return this;
    }

    /** Waits for its end, two minutes at most. */
    public Outcome end() throws InterruptedException {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s ended", command).isTrue();
        return new Outcome(command, process.exitValue(), out.toEnd(), err.toEnd());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
