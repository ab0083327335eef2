package io.pollux.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @ParameterizedTest
    @CsvSource({"java com.acme.Main a b, com.acme.Main", "java -Xmx1g -cp a.jar:b.jar com.acme.Main x.jar, com.acme.Main",
        "java -jar /opt/app/server.jar --port 80, server.jar", "java -m acme/com.acme.Main, com.acme.Main", "java -version, ''",
        "java --add-opens java.base/java.lang=ALL-UNNAMED Main, Main", "java, ''", "java @args Main, Main"})
    void mainClassIsFoundBehindTheOptions(String line, String name) {
        assertThat(CommandLine.mainClass(List.of(line.split(" ")))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"com.acme.Main a b, com.acme.Main", "/opt/my app/server.jar --x, server.jar", "server.jar, server.jar",
        "acme/com.acme.Main, com.acme.Main", "'', ''"})
    void commandOfThePerformanceDataIsAName(String command, String name) {
        assertThat(CommandLine.nameOf(command)).isEqualTo(name);
    }
}
