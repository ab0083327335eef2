package io.pollux.agent;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes commands from a pipe whose writing end other processes of the same user open as {@code /proc/<pid>/fd/<control>}: a line each,
 * as {@link Agent#agentmain} takes them. One daemon thread, asleep in read(2) between commands. A command through the attach API would
 * have JDK 21 and later print JEP 451's warning into the application's stderr every time.
 */
final class ControlPipe {
    private static final String NAME = "pollux-control";
    private static final int LINE_BYTES = 4096;
    private static final long END_MS = 2_000;

    private final Thread thread;
    private volatile boolean stopped;
    /** A command that came through the pipe is being obeyed, on a thread of its own: this one waits for it. */
    private volatile boolean obeying;

    private ControlPipe() {
        thread = new Thread(null, this::obeyUntilStopped, NAME, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    /** Opens the pipe and says in the fact {@code control} where; null where there is none to be had: the attach API remains. */
    static ControlPipe open() {
        int end = NativeProbe.pollux_control_open();
        if (end < 0) {
            return null;
        }
        ControlPipe pipe = new ControlPipe();
        pipe.thread.start();
        Facts.put("control", Integer.toString(end));
        return pipe;
    }

    /** Closes the pipe and ends its thread; where that waits for the very command that stops it, it ends right after. Returns its name if not. */
    List<String> stop() {
        stopped = true;
        if (!obeying) {
            NativeProbe.pollux_control_stop();
            join();
            if (thread.isAlive()) {
                return List.of(NAME);
            }
        }
        NativeProbe.pollux_control_close();
        return List.of();
    }

    /** The thread ends when it has obeyed; any thread, waits for none. */
    void wake() {
        stopped = true;
        NativeProbe.pollux_control_stop();
    }

    private void join() {
        try {
            thread.join(END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void obeyUntilStopped() {
        byte[] line = new byte[LINE_BYTES];
        int n;
        while (!stopped && (n = NativeProbe.pollux_control_read(line)) > 0) {
            obeying = true;
            for (String command : new String(line, 0, n, StandardCharsets.UTF_8).split("\n")) {
                FrontDoor.knock(command);
            }
            obeying = false;
        }
    }
}
