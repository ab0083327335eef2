package io.pollux.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectionTest {
    private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";

    @TempDir
    Path proc;

    private Objection to(String vmName, String version, String maps, String... flags) throws IOException {
        Files.writeString(proc.resolve("maps"), maps);
        Files.writeString(proc.resolve("stat"), "7 (java) S 1 7 7");
        return Objection.to(new Jvm(7, "me", "Main", version, vmName, List.of(flags)), new Proc(proc));
    }

    @Test
    void hotSpotOfSeventeenOrLaterIsWelcome() throws IOException {
        assertThat(to(HOTSPOT, "17.0.15", "")).isNull();
        assertThat(to("Java HotSpot(TM) 64-Bit Server VM", "25", "")).isNull();
        assertThat(to("", "", "")).isNull();
    }

    @Test
    void otherPlatformsAreUnsupported() throws IOException {
        assertThat(to("Eclipse OpenJ9 VM", "17.0.15", "")).extracting(Objection::exitCode).isEqualTo(ExitCode.UNSUPPORTED);
        assertThat(to("", "", "7f /opt/lib/libj9vm29.so")).extracting(Objection::brief).isEqualTo("not HotSpot");
        assertThat(to(HOTSPOT, "17.0.15", "7f /lib/ld-musl-x86_64.so.1")).extracting(Objection::brief).isEqualTo("on musl");
        assertThat(to(HOTSPOT, "1.8.0_412", "")).extracting(Objection::line).asString().contains("runs JDK 1.8.0_412");
    }

    @Test
    void optionsThatForbidAnAttachAreRefusalsThatNameTheWayOut() throws IOException {
        assertThat(to(HOTSPOT, "17", "", "-XX:+DisableAttachMechanism").exception(7)).hasMessage(
                "process 7 was started with -XX:+DisableAttachMechanism; start it with -javaagent:pollux.jar instead");
        assertThat(to(HOTSPOT, "21", "", "-XX:-EnableDynamicAgentLoading").exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void stoppedProcessIsRefusedBeforeItIsAsked() throws IOException {
        Files.writeString(proc.resolve("maps"), "");
        Files.writeString(proc.resolve("stat"), "7 (java) T 1 7 7");
        Jvm jvm = new Jvm(7, "me", "Main", "17", HOTSPOT, List.of());
        assertThat(Objection.to(jvm, new Proc(proc)).exception(7).getMessage()).contains("kill -CONT 7");
    }
}
