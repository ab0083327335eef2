package io.pollux.cli.top;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/** The real terminal: raw keys, the alternate screen, and everything as it was afterwards, however the program ends. */
public final class TopTerminal implements Closeable {
    private static final String ENTER = "\033[?1049h\033[?25l";
    private static final String LEAVE = "\033[?25h\033[?1049l";
    private static final int WIDTH = 80;
    private static final int HEIGHT = 24;

    private final Terminal terminal;
    private final Attributes before;
    private final Thread restore = new Thread(this::restore, "pollux-restore-terminal");
    private volatile boolean resized = true;
    private volatile boolean interrupted;
    private boolean restored;
    private Size size = Size.of(WIDTH, HEIGHT);

    /** Takes the terminal over. Throws when there is none fit for it. */
    public TopTerminal() throws IOException {
        // exec: JLine's provider that asks stty; it needs no native library, and so no file unpacked on the way.
        terminal = TerminalBuilder.builder().system(true).provider("exec").dumb(false).build();
        before = terminal.enterRawMode();
        Runtime.getRuntime().addShutdownHook(restore);
        terminal.handle(Signal.WINCH, signal -> resized = true);
        terminal.handle(Signal.INT, signal -> interrupted = true);
        terminal.handle(Signal.TSTP, SignalHandler.SIG_IGN);
        write(ENTER);
    }

    public int width() {
        return size().getColumns();
    }

    public int height() {
        return size().getRows();
    }

    private Size size() {
        if (resized) {
            resized = false;
            Size now = terminal.getSize();
            size = now.getColumns() > 0 && now.getRows() > 0 ? now : Size.of(WIDTH, HEIGHT);
        }
        return size;
    }

    /** Whether the size changed since it was last asked for. */
    public boolean resized() {
        return resized;
    }

    /** The next key, or null when none came in time. */
    public Key key(long timeoutMs) throws IOException {
        return interrupted ? Key.of(Key.Kind.END_OF_INPUT) : Key.read(terminal.reader()::read, Math.max(1, timeoutMs));
    }

    /** Draws a whole frame. */
    public void draw(List<Line> lines) {
        StringBuilder frame = new StringBuilder("\033[H");
        for (int i = 0; i < lines.size(); i++) {
            frame.append(i == 0 ? "" : "\r\n").append(lines.get(i).ansi(width())).append("\033[K");
        }
        write(frame.append("\033[J").toString());
    }

    private void write(String text) {
        terminal.writer().write(text);
        terminal.writer().flush();
    }

    private synchronized void restore() {
        if (!restored) {
            restored = true;
            write(LEAVE);
            terminal.setAttributes(before);
        }
    }

    @Override
    public void close() throws IOException {
        restore();
        Runtime.getRuntime().removeShutdownHook(restore);
        terminal.close();
    }
}
