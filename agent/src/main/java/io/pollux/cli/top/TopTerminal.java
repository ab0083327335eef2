package io.pollux.cli.top;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.OSUtils;

/** The real terminal: raw keys, the alternate screen, and everything as it was afterwards, however the program ends. */
final class TopTerminal implements Closeable {
    /** Alternate screen; no cursor; no wrapping, so that a character wider than it should be harms its own line alone. */
    private static final String ENTER = "\033[?1049h\033[?25l\033[?7l";
    private static final String LEAVE = "\033[?7h\033[?25h\033[?1049l";
    private static final int WIDTH = 80;
    private static final int HEIGHT = 24;

    private final Terminal terminal;
    private final PrintStream screen;
    private final String before = stty("-g");
    private final Thread restore = new Thread(this::restore, "pollux-restore-terminal");
    /** https://no-color.org: any value but the empty one. */
    private final boolean colours = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    private volatile boolean resized = true;
    private volatile boolean interrupted;
    private boolean restored;
    private Size size = Size.of(WIDTH, HEIGHT);
    private List<String> drawn = List.of();

    /** Takes the terminal over. Throws when there is none fit for it. */
    TopTerminal() throws IOException {
        silenceJLine();
        findTest();
        // exec: JLine's provider that asks stty; it needs no native library, and so no file unpacked on the way.
        terminal = TerminalBuilder.builder().system(true).provider("exec").dumb(false).build();
        screen = new PrintStream(new FileOutputStream(FileDescriptor.out), false, terminal.encoding());
        terminal.enterRawMode();
        Runtime.getRuntime().addShutdownHook(restore);
        terminal.handle(Signal.WINCH, signal -> resized = true);
        terminal.handle(Signal.INT, signal -> interrupted = true);
        terminal.handle(Signal.TSTP, SignalHandler.SIG_IGN);
        write(ENTER);
    }

    /**
     * JLine's reading thread may find its input closed while top ends, and would tell the screen so, with a trace. What fails while it
     * matters is thrown.
     */
    private static void silenceJLine() {
        try {
            JLineLogger.HELD.setLevel(Level.OFF);
        } catch (LinkageError e) {
            // a runtime without java.logging
        }
    }

    /** Held, or its level would be forgotten with it. */
    private static final class JLineLogger {
        static final Logger HELD = Logger.getLogger("org.jline");
    }

    /** JLine runs test(1) by that name alone; on the PATH of somebody who works on Pollux it may be bin/test, which tests all of it. */
    private static void findTest() {
        for (String test : List.of("/bin/test", "/usr/bin/test")) {
            OSUtils.TEST_COMMAND = Files.isExecutable(Path.of(test)) ? test : OSUtils.TEST_COMMAND;
        }
    }

    int width() {
        return size().getColumns();
    }

    int height() {
        return size().getRows();
    }

    private Size size() {
        if (resized) {
            resized = false;
            drawn = List.of();
            size = sizeNow();
        }
        return size;
    }

    private Size sizeNow() {
        try {
            Size now = terminal.getSize();
            return now.getColumns() > 0 && now.getRows() > 0 ? now : Size.of(WIDTH, HEIGHT);
        } catch (IOError | IllegalStateException e) {
            return size;
        }
    }

    /** Whether the size changed since it was last asked for. */
    boolean resized() {
        return resized;
    }

    /** The next key, or null when none came in time. A terminal that was closed (JLine does so at a signal, or it is gone) has no more. */
    Key key(long timeoutMs) {
        try {
            return interrupted ? Key.of(Key.Kind.END_OF_INPUT) : Key.read(terminal.reader()::read, Math.max(1, timeoutMs));
        } catch (IOException | IllegalStateException e) {
            return Key.of(Key.Kind.END_OF_INPUT);
        }
    }

    /** Draws a frame: the lines that are others than before. Each is cleared first: a full one leaves the cursor on its last character. */
    void draw(List<Line> lines) {
        List<String> frame = new ArrayList<>();
        lines.forEach(line -> frame.add(line.ansi(width(), colours)));
        StringBuilder changes = new StringBuilder(drawn.size() > frame.size() || drawn.isEmpty() ? "\033[2J" : "");
        for (int i = 0; i < frame.size(); i++) {
            if (i >= drawn.size() || !frame.get(i).equals(drawn.get(i))) {
                changes.append("\033[").append(i + 1).append(";1H\033[K").append(frame.get(i));
            }
        }
        drawn = frame;
        write(changes.toString());
    }

    /**
     * Nothing once the terminal is restored: at a signal the shutdown hook does that, while the program's thread may be about to draw. Not
     * by JLine's writer: a hook of JLine's own closes that, maybe before ours has left the alternate screen.
     */
    private synchronized void write(String text) {
        if (!restored) {
            screen.print(text);
            screen.flush();
        }
    }

    /** JLine puts back what it changed, but for the time and the number of characters that a raw read waits for. */
    private synchronized void restore() {
        if (!restored) {
            write(LEAVE);
            restored = true;
            try {
                terminal.close();
            } catch (IOException | RuntimeException e) {
                // what stty does now is all that matters
            }
            stty(before);
        }
    }

    /** Runs stty(1) on our terminal; what it says. */
    private static String stty(String argument) {
        try {
            Process stty = new ProcessBuilder("stty", argument).redirectInput(Redirect.INHERIT).start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "sane";
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException e) {
            // it is about to run, and will find nothing to do
        }
    }
}
