package io.pollux.cli;

import io.pollux.cli.jvm.Proc;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to switch the engine of a JVM for a while. What served before serves again when this is closed, when this process ends (the agent
 * sees the end of a pipe that is held open here), and when the time is over. Thread-safe: a signal's thread may close it.
 */
final class EngineLease implements AutoCloseable {
    private final LedgerReader reader;
    private final String id = UUID.randomUUID().toString();
    private FileChannel pipe;
    private boolean closed;

    private EngineLease(LedgerReader reader) {
        this.reader = reader;
    }

    /** Takes it; refused while somebody else compares. {@code limit}: the agent takes it back after this time at the latest. */
    static EngineLease take(LedgerReader reader, Duration limit) {
        EngineLease lease = new EngineLease(reader);
        try {
            lease.pipe = lease.open(lease.ask("offer"));
            lease.ask("begin", "limit_ms=" + limit.toMillis());
        } catch (RuntimeException e) {
            lease.letGo();
            throw e;
        }
        return lease;
    }

    /** Serves every set by an engine. After {@link #close} by a signal it does not come back: the process ends. */
    void use(String engine) {
        synchronized (this) {
            if (!closed) {
                ask("use", "engine=" + engine);
                return;
            }
        }
        while (true) {
            LockSupport.park();
        }
    }

    /** The engine that was in use is back when this returns; a JVM that can't answer puts it back once it sees that the pipe has closed. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!reader.detached() && !new Proc(reader.pid()).gone()) {
                ask("end");
            }
        } finally {
            letGo();
        }
    }

    private void letGo() {
        try {
            if (pipe != null) {
                pipe.close();
            }
        } catch (IOException e) {
            // It ends with the process.
        }
    }

    private FileChannel open(String end) {
        Path path = Path.of("/proc", Long.toString(reader.pid()), "fd", end);
        try {
            if (Files.readSymbolicLink(path).toString().startsWith("pipe:")) {
                return FileChannel.open(path, StandardOpenOption.WRITE);
            }
        } catch (IOException e) {
            // Somebody else was offered one meanwhile.
        }
        throw new CliException(ExitCode.REFUSED, "another comparison of engines has just begun; try again when it is over");
    }

    private String ask(String step, String... more) {
        List<String> arguments = new ArrayList<>(List.of("step=" + step, "lease=" + id));
        arguments.addAll(List.of(more));
        long pid = reader.pid();
        return new Control(pid).ask(reader, "compare", arguments,
                new CliException(ExitCode.INTERNAL, "process " + pid + " did not say whether it switched; see pollux status " + pid), ExitCode.OK).text();
    }
}
