package io.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.cli.jvm.Jvm;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TargetTest {
    private static final List<Jvm> JVMS = List.of(jvm(11, "com.acme.Server"), jvm(13, "org.other.Server"), jvm(17, "batch.jar"));

    private static Jvm jvm(long pid, String mainClass) {
        return new Jvm(pid, "me", mainClass, "17", "OpenJDK", List.of());
    }

    private static void assertRefused(String text, int code, String... words) {
        assertThatThrownBy(() -> Target.pid(text, () -> JVMS)).hasMessageContainingAll(words)
                .asInstanceOf(InstanceOfAssertFactories.type(CliException.class)).extracting(CliException::exitCode).isEqualTo(code);
    }

    @Test
    void numberIsAPid() {
        long self = ProcessHandle.current().pid();
        assertThat(Target.pid(Long.toString(self), () -> List.of())).isEqualTo(self);
    }

    @Test
    void pidThatIsGoneIsNoTarget() {
        assertRefused("999999999", ExitCode.NO_TARGET, "no process 999999999");
        assertRefused("99999999999999999999", ExitCode.NO_TARGET, "no JVM");
    }

    @Test
    void nameOfOneJvmIsThatJvm() {
        assertThat(Target.pid("com.acme.Server", () -> JVMS)).isEqualTo(11);
        assertThat(Target.pid("batch", () -> JVMS)).isEqualTo(17);
    }

    @Test
    void nameOfTwoIsAmbiguousAndListsThem() {
        assertRefused("Server", ExitCode.USAGE, "ambiguous", "11 (com.acme.Server)", "13 (org.other.Server)");
    }

    @Test
    void nameOfNoneNamesTheNearest() {
        assertRefused("Servr", ExitCode.NO_TARGET, "'Servr'", "nearest: Server");
    }
}
