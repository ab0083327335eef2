package io.pollux.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmTest {
    private static Jvm jvm(String mainClass, String version, String... flags) {
        return new Jvm(1, "me", mainClass, version, "OpenJDK 64-Bit Server VM", List.of(flags));
    }

    @Test
    void nameIsQualifiedSimpleOrTheJars() {
        assertThat(jvm("com.acme.Main", "17")).matches(j -> j.isCalled("com.acme.Main")).matches(j -> j.isCalled("Main"))
                .matches(j -> !j.isCalled("acme.Main")).matches(j -> !j.isCalled(""));
        assertThat(jvm("server.jar", "17")).matches(j -> j.isCalled("server.jar")).matches(j -> j.isCalled("server"))
                .matches(j -> !j.isCalled("jar"));
    }

    @Test
    void featureVersionOfOldAndNewSchemes() {
        assertThat(List.of("17.0.15", "25", "1.8.0_412", "").stream().map(v -> jvm("M", v).feature())).containsExactly(17, 25, 8, 0);
    }

    @Test
    void lastMentionOfAFlagCounts() {
        assertThat(jvm("M", "17", "-XX:+DisableAttachMechanism", "-XX:-DisableAttachMechanism").flag("DisableAttachMechanism", false)).isFalse();
        assertThat(jvm("M", "17").flag("EnableDynamicAgentLoading", true)).isTrue();
    }

    @Test
    void thisJvmIsFoundWithItsVersion() {
        Jvm self = Jvms.of(ProcessHandle.current().pid());
        assertThat(self).isNotNull();
        assertThat(self.version()).isEqualTo(System.getProperty("java.version"));
        assertThat(self.vmName()).isEqualTo(System.getProperty("java.vm.name"));
    }

    @Test
    void processThatIsNoJvmIsNone() {
        assertThat(Jvms.of(1L << 40)).isNull();
    }

    @Test
    void nonsenseInsteadOfPerformanceDataIsEmpty() {
        byte[] bytes = new byte[4096];
        Arrays.fill(bytes, (byte) 0x41);
        assertThat(PerfData.parse(bytes)).isEmpty();
        byte[] magic = {(byte) 0xca, (byte) 0xfe, (byte) 0xc0, (byte) 0xc0};
        System.arraycopy(magic, 0, bytes, 0, 4);
        assertThat(PerfData.parse(bytes)).isEqualTo(Map.of());
        assertThat(PerfData.parse(new byte[3])).isEmpty();
    }
}
