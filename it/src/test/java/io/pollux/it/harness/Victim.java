package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A running victim: its lines, its stderr, its end. Always killed by {@link #close}. */
public final class Victim implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;
    /** What JDK 21 and later say themselves of every agent that is attached while they run (JEP 451). */
    private static final Pattern JEP_451 = Pattern.compile("WARNING: (A Java agent has been loaded dynamically"
            + "|If a serviceability tool is in use, please run with -XX:\\+EnableDynamicAgentLoading"
            + "|If a serviceability tool is not in use, please run with -Djdk.instrument.traceUsage"
            + "|Dynamic loading of agents will be disallowed by default).*");

    private final Jdk jdk;
    private final Process process;
    private final PrintStream commands;
    private final Lines out;
    private final Lines err;
    private final long pid;

    Victim(Jdk jdk, Process process) throws IOException {
        this.jdk = jdk;
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out = new Lines(process.getInputStream());
        this.err = new Lines(process.getErrorStream());
        // Not the process's own pid: the victim may run under strace, or in a namespace of its own.
        this.pid = ProcFs.seenHere(process.toHandle(), Long.parseLong(await("pid")));
    }

    public Jdk jdk() {
        return jdk;
    }

    public long pid() {
        return pid;
    }

    public String pidText() {
        return Long.toString(pid);
    }

    /** The rest of the next line that begins with the word; lines in between are passed over. */
    public String await(String word) {
        String wanted = "> " + word;
        for (String line = next(); ; line = next())
            if (line.equals(wanted) || line.startsWith(wanted + " "))
                return line.substring(Math.min(line.length(), wanted.length() + 1));
    }

    /** Every line up to the one that is the word, without the mark. */
    public List<String> until(String word) {
        List<String> lines = new ArrayList<>();
        for (String line = next(); !line.equals("> " + word); line = next())
            if (line.startsWith("> "))
                lines.add(line.substring(2));
        return lines;
    }

    private String next() {
        String line = out.next(LIMIT_SECONDS);
        if (line == null)
            throw new AssertionError("the victim went silent or ended; stdout: " + out.all() + " stderr: " + err.all());
        return line;
    }

    /** Sends a command; what the victim says in answer. */
    public List<String> ask(String command) {
        commands.println(command);
        return until("end");
    }

    /** Status with which the victim ends, by itself. */
    public int status() throws InterruptedException {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("victim ended").isTrue();
        return process.exitValue();
    }

    /** Asks a serving victim to end; it must do so with status 0, and neither it nor the JVM must have had anything to say. */
    public void quit() throws InterruptedException {
        commands.println("quit");
        assertThat(status()).as("exit status of the victim; stderr %s", err.all()).isZero();
        out.toEnd();
        err.toEnd();
        assertUnharmed();
    }

    /** Nothing on stderr (JEP 451 aside); on stdout nothing but the victim's own lines, as -Xcheck:jni would write there, and no failure. */
    public void assertUnharmed() {
        assertThat(err.all()).as("stderr of the victim").filteredOn(line -> !JEP_451.matcher(line).matches()).isEmpty();
        assertThat(out.all()).as("stdout of the victim").allMatch(line -> line.startsWith("> "))
                .noneMatch(line -> line.startsWith("> failed"));
    }

    /** All that a victim which has ended wrote to stderr. */
    public List<String> stderr() throws InterruptedException {
        return err.toEnd();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Stops (SIGSTOP) or continues (SIGCONT) the victim, or sends it another signal. */
    public void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, pidText()).start().waitFor()).isZero();
    }

    /** Sets how many descriptors the victim may have open from now on (soft limit). */
    public void limitDescriptors(int most) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("prlimit", "--pid", pidText(), "--nofile=" + most + ":").inheritIO().start().waitFor()).isZero();
    }

    @Override
    public void close() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
