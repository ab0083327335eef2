package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** How a command ended: its exit status and what it wrote. */
public record Outcome(List<String> command, int status, List<String> out, List<String> err) {
    /** Runs a command to its end. */
    static Outcome of(List<String> command) throws IOException, InterruptedException {
        try (Running running = Running.of(command)) {
            return running.end();
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
