package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a command ended: its exit status and what it wrote. */
public record Outcome(List<String> command, int status, List<String> out, List<String> err) {
    private static final long LIMIT_SECONDS = 120;

    /** Runs a command to its end. */
    static Outcome of(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        try {
            Lines out = new Lines(process.getInputStream());
            Lines err = new Lines(process.getErrorStream());
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s ended", command).isTrue();
            return new Outcome(command, process.exitValue(), out.toEnd(), err.toEnd());
        } finally {
            process.destroyForcibly();
        }
    }

    /** It must have ended with 0 and said nothing on stderr. */
    public Outcome ok() {
        assertThat(status).as("%s%nout %s%nerr %s", command, out, err).isZero();
        assertThat(err).as("stderr of %s", command).isEmpty();
        return this;
    }

    /** It must have ended with this status and one line on stderr that contains the words. */
    public Outcome refused(int expected, String... words) {
        assertThat(status).as("%s%nout %s%nerr %s", command, out, err).isEqualTo(expected);
        assertThat(err).as("stderr of %s", command).hasSize(1);
        assertThat(err.get(0)).contains(words);
        return this;
    }

    public String text() {
        return String.join("\n", out);
    }
}
