package io.pollux.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.fuzz.Garbage;
import io.pollux.metrics.Peers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever stands behind the equals sign of -javaagent: options with usable values, and warnings; never an exception. */
@Timeout(1200)
class OptionsFuzzTest {
    private static final List<byte[]> GOOD = List.of(
            bytes("phase=premain,engine=poll,port=0,host=::1,copies=off,tap=0.25,top=7,duration=10m,calibrate=on,peers=10.0.0.0/8=backend;:5432=db"),
            bytes("command=engine,id=7,engine=sigio,set=9"), bytes("port=off"), bytes("peers=[fd00::]/8=mesh\\,inc;/run/*=local,auth=/x,keystore=/y,passfile=/z"));
    private static final List<String> WORDS = List.of(",", "=", "\\,", "\\", ";", "engine", "port=", "65536", "-1", "1e309", "NaN", "Infinity", "off", "duration=", "9999999999999999999h",
            "0.0000001", "config=/dev/null", "tap=", "top=", "/33=", "[", "]", "::", "\0", "\n", " ", "\u00ff", "peers=", "*".repeat(300));

    @Test
    void everyTextGivesUsableOptions() {
        Garbage garbage = new Garbage(11, GOOD, WORDS);
        for (int i = Garbage.inputs(5_000); i > 0; i--) {
            byte[] input = garbage.next();
            try {
                read(new String(input, StandardCharsets.ISO_8859_1));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(Garbage.show(input), e);
            }
        }
    }

    private static void read(String text) {
        Request request = Request.parse(text);
        Map<String, String> arguments = new HashMap<>(request.arguments());
        // A file of that name is not what this is about, and /dev/zero would be read for ever.
        arguments.remove("config");
        Options options = Options.resolve(arguments, new Properties(), Map.of());
        for (Option option : Option.values()) {
            assertThat(option.objection(options.value(option))).isNull();
        }
        Peers.parse(options.value(Option.PEERS), options::warn);
        assertThat(options.toJson()).isNotEmpty();
        assertThat(options.warnings()).doesNotContainNull();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
