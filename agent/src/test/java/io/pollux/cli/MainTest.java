package io.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"list", "attach", "status", "engine", "fds", "top", "compare", "bench", "detach"})
    void everyCommandHasHelpWithAnExample(String command) {
        Ran ran = Ran.of(command, "--help");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("Example", "pollux " + command);
        assertThat(ran.out().lines()).allMatch(line -> line.length() < 100);
        assertThat(ran.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "attach -V", "bench models -V", "top --version"})
    void versionIsThatOfEveryCommand(String line) {
        Ran ran = Ran.of(line.split(" "));
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).isEqualTo("pollux " + Version.text() + System.lineSeparator());
        assertThat(ran.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "frobnicate                    | 2 | frobnicate",
        "fds                           | 2 | PID|NAME",
        "fds 1 --frob                  | 2 | --frob",
        "fds 1 -o xml                  | 2 | xml",
        "fds 999999999                 | 3 | no process 999999999",
        "status 999999999              | 3 | no process 999999999",
        "top 999999999 -n 1            | 3 | no process 999999999",
        "detach 999999999              | 3 | no process 999999999",
        "engine 999999999 poll         | 3 | no process 999999999",
        "attach 999999999              | 3 | no process 999999999",
        "fds NoSuchMainClass           | 3 | NoSuchMainClass",
        "bench --fds 0                 | 2 | --fds",
        "bench --fds ten               | 2 | --fds",
        "bench --active 11 --fds 7     | 2 | --active",
        "bench --kind socket           | 2 | pipe, unix, tcp",
        "bench --rounds 102            | 2 | 1 to 101",
        "bench -o xml                  | 2 | xml",
        "bench --svg /no/such/file.svg | 2 | /no/such",
        "top 1 --interval 0            | 2 | --interval",
        "top 1 -n 0                    | 2 | -n",
        "compare 999999999             | 3 | no process 999999999",
        "compare 1 --duration 1x       | 2 | --duration",
        "compare 1 --html /nowhere/x   | 2 | /nowhere",
        "compare 1 --rounds 4          | 2 | 5 or more",
        "compare 1 --max-cpu-ratio 0   | 2 | --max-cpu-ratio",
        "compare 1 --max-p99-ratio NaN | 2 | --max-p99-ratio",
        "attach 1 engine               | 2 | key=value"})
    void wrongInputIsOneLineWithItsExitStatus(String line, int status, String words) {
        Ran ran = Ran.of(line.trim().split(" "));
        assertThat(ran.status()).isEqualTo(status);
        assertThat(ran.err()).startsWith("pollux: ").contains(words).hasLineCount(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void noCommandShowsTheUsage() {
        Ran ran = Ran.of();
        assertThat(ran.status()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.out()).contains("attach", "detach");
    }

    @Test
    void processWithoutPolluxIsNoTargetAndSaysHow() {
        Ran ran = Ran.of("fds", MemfdLedger.pid());
        assertThat(ran.status()).isEqualTo(ExitCode.NO_TARGET);
        assertThat(ran.err()).isEqualTo("pollux: Pollux is not in process " + MemfdLedger.pid() + "; attach it with: pollux attach "
                + MemfdLedger.pid() + "\n");
    }

    @Test
    void processThatIsNoJvmCannotBeAttached() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try {
            Ran ran = Ran.of("attach", Long.toString(sleep.pid()));
            assertThat(ran.status()).isEqualTo(ExitCode.NO_TARGET);
            assertThat(ran.err()).isEqualTo("pollux: process " + sleep.pid() + " is no JVM\n");
        } finally {
            sleep.destroyForcibly().waitFor();
        }
    }
}
