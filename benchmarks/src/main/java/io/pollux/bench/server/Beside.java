package io.pollux.bench.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs while a server is loaded: one that ends by itself is run once a second, one that stays is ended at last by SIGINT. */
final class Beside implements AutoCloseable {
    private final List<String> command;
    private final Thread runner = new Thread(this::run, "beside");
    /** The one that runs, or ran last. Set before the runner starts, then by it alone. */
    private Process process;
    private volatile boolean closed;
    /** Its exit status, when it ended by itself and was not content. */
    private volatile int failed;

    private Beside(List<String> command) {
        this.command = command;
    }

    /** Runs it from now on; an empty command does nothing. Throws IOException for a command that is not there. */
    static Beside of(List<String> command) throws IOException {
        Beside beside = new Beside(command);
        if (!command.isEmpty()) {
            beside.process = beside.start();
            beside.runner.start();
        }
        return beside;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
    }

    private void run() {
        try {
            while (true) {
                while (process.isAlive() && !closed) {
                    process.waitFor(100, TimeUnit.MILLISECONDS);
                }
                failed = process.isAlive() || closed ? 0 : process.exitValue();
                interrupt(process);
                if (closed || failed != 0) {
                    return;
                }
                TimeUnit.SECONDS.sleep(1);
                process = start();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            // closed in its pause
        }
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        if (process.isAlive()) {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            process.waitFor();
        }
    }

    /** Ends it. Throws IllegalStateException if it had failed: what was measured beside it means nothing. */
    @Override
    public void close() {
        closed = true;
        try {
            runner.join(TimeUnit.SECONDS.toMillis(1));
            runner.interrupt();
            runner.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failed != 0) {
            throw new IllegalStateException(command + ": exit status " + failed);
        }
    }
}
