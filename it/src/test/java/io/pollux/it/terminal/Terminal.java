package io.pollux.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Victim;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;

/** A terminal of tmux with a shell in it, on a server of its own that {@link #close} ends. */
final class Terminal implements AutoCloseable {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final long LIMIT_SECONDS = 30;

    private final String socket = "px" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();

    private Terminal() {
    }

    /** A shell that says $ and knows where a JDK and, as $P, the command line are. */
    static Terminal open(Jdk jdk, int width, int height) throws IOException, InterruptedException {
        Terminal terminal = new Terminal();
        terminal.tmux("-f", "/dev/null", "new-session", "-d", "-x", Integer.toString(width), "-y", Integer.toString(height), "env", "PS1=$ ",
                "JAVA_HOME=" + jdk.home(), "LC_ALL=C.UTF-8", "P=" + Repository.root().resolve("bin/pollux"), "sh");
        Serving.settle(() -> assertThat(terminal.lines().get(0)).startsWith("$"));
        return terminal;
    }

    private String tmux(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0)
            throw new AssertionError(command + ": " + said);
        return said;
    }

    /** Types text and Enter. */
    Terminal run(String line) throws IOException, InterruptedException {
        return type(line).press("Enter");
    }

    /** Has {@code pollux top} look at a victim, and waits until it shows something. */
    Terminal top(Victim victim, String options) throws Exception {
        return run("$P top " + victim.pidText() + " --interval 0.3 " + options).await("row 1 of ");
    }

    /** Types text as it is. */
    Terminal type(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", text);
        return this;
    }

    /** Presses keys by tmux's names: Enter, Escape, Down, PPage, C-c. */
    Terminal press(String... keys) throws IOException, InterruptedException {
        for (String key : keys)
            tmux("send-keys", key);
        return this;
    }

    void resize(int width, int height) throws IOException, InterruptedException {
        tmux("resize-window", "-x", Integer.toString(width), "-y", Integer.toString(height));
    }

    /** What stands on the screen, every line of it. */
    List<String> lines() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p").lines().toList();
    }

    String text() throws IOException, InterruptedException {
        return String.join("\n", lines());
    }

    /** The same with what sets looks and colours. */
    String looks() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p", "-e");
    }

    /** The terminal's state in tmux's words: whether the alternate screen is on, the cursor shown, and lines are wrapped. */
    String state() throws IOException, InterruptedException {
        return tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{wrap_flag}").strip();
    }

    /** What stty says of it. */
    String settings() throws IOException, InterruptedException {
        Process stty = new ProcessBuilder("stty", "-F", tmux("display-message", "-p", "#{pane_tty}").strip(), "-a").start();
        return new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The shell's process. */
    long pid() throws IOException, InterruptedException {
        return Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
    }

    /** Waits until the screen has the text. */
    Terminal await(String text) {
        return settle(() -> assertThat(text()).contains(text));
    }

    /** Waits until the assertion about the screen holds. */
    Terminal settle(ThrowingRunnable assertion) {
        Serving.settle(assertion);
        return this;
    }

    @Override
    public void close() throws IOException {
        new ProcessBuilder("tmux", "-L", socket, "kill-server").start().onExit().join();
    }
}
