package io.pollux.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    private static final Map<String, String> NONE = Map.of();

    @TempDir
    private Path directory;

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("pollux.properties"), text);
    }

    @Test
    void standAtTheirDefaultsWhenNobodySaysAnything() {
        Options options = Options.resolve(NONE, properties(), NONE);
        for (Option option : Option.values()) {
            assertThat(options.setting(option)).isEqualTo(new Options.Setting(option.standard(), "default"));
        }
        assertThat(options.warnings()).isEmpty();
    }

    @Test
    void areDecidedByArgumentThenPropertyThenEnvironmentThenFile() throws IOException {
        String config = file("engine=select\nport=1\nhost=0.0.0.0\nduration=7s\n").toString();
        Options options = Options.resolve(Map.of("engine", "poll", "config", config), properties("pollux.engine", "sigio", "pollux.port", "2"),
                Map.of("POLLUX_ENGINE", "epoll-et", "POLLUX_PORT", "3", "POLLUX_HOST", "::1"));
        assertThat(options.setting(Option.ENGINE)).isEqualTo(new Options.Setting("poll", "agent argument"));
        assertThat(options.setting(Option.PORT)).isEqualTo(new Options.Setting("2", "system property"));
        assertThat(options.setting(Option.HOST)).isEqualTo(new Options.Setting("::1", "environment"));
        assertThat(options.setting(Option.DURATION)).isEqualTo(new Options.Setting("7s", "config file " + config));
        assertThat(options.warnings()).isEmpty();
    }

    @Test
    void warnOfAnUnknownKeyAndNameTheNearest() throws IOException {
        String config = file("hots=x\n").toString();
        Options options = Options.resolve(Map.of("prot", "1", "config", config), properties("pollux.engin", "poll"), NONE);
        assertThat(options.warnings()).containsExactly(
                "unknown option 'prot' (agent argument); did you mean 'port'? Ignored",
                "unknown option 'engin' (system property); did you mean 'engine'? Ignored",
                "unknown option 'hots' (config file " + config + "); did you mean 'host'? Ignored");
    }

    @Test
    void leaveTheToolsOwnEnvironmentAlone() {
        assertThat(Options.resolve(NONE, properties(), Map.of("POLLUX_JAR", "/x", "POLLUX_DEBUG", "1")).warnings()).isEmpty();
    }

    @Test
    void replaceABadValueByTheDefaultAndSaySo() {
        Options options = Options.resolve(Map.of("port", "65537", "duration", "soon"), properties("pollux.port", "2"), NONE);
        assertThat(options.setting(Option.PORT)).isEqualTo(new Options.Setting("9464", "default"));
        assertThat(options.warnings()).containsExactly(
                "option 'port' (agent argument): '65537' is no port (0 to 65535, or off); using '9464'",
                "option 'duration' (agent argument): 'soon' is no time (30s, 5m, 2h, or off); using 'off'");
    }

    @Test
    void takeAShareForTheTapOrOff() {
        assertThat(Tap.millionths("off")).isZero();
        assertThat(Tap.millionths("0")).isZero();
        assertThat(Tap.millionths("0.01")).isEqualTo(10_000);
        assertThat(Tap.millionths("1e-9")).isEqualTo(1);
        assertThat(Tap.millionths("1")).isEqualTo(1_000_000);
        for (String none : new String[] {"", "on", "-0.1", "1.1", "NaN"}) {
            assertThat(Options.resolve(Map.of("tap", none), properties(), NONE).warnings()).containsExactly(
                    "option 'tap' (agent argument): '" + none + "' is no share (0 to 1, or off); using '0.01'");
        }
    }

    @Test
    void goOnWithoutAConfigFileThatCantBeRead() {
        Options options = Options.resolve(Map.of("config", directory + "/none"), properties(), NONE);
        assertThat(options.warnings()).containsExactly(
                "option 'config': can't read '" + directory + "/none' (NoSuchFileException); going on without it");
        assertThat(options.value(Option.ENGINE)).isEqualTo("epoll");
    }

    @Test
    void readBackFromJson() {
        Options options = Options.resolve(Map.of("engine", "po\"ll"), properties(), NONE);
        assertThat(Json.parseObject(options.toJson())).hasSize(Option.values().length)
                .containsEntry("engine", Map.of("value", "po\"ll", "source", "agent argument"));
    }
}
