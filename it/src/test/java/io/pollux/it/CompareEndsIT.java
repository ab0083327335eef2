package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Running;
import io.pollux.it.harness.Serving;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pollux compare} that is ended by anything, or can't begin: what it says, and that every engine comes back. */
class CompareEndsIT {
    private static final int USAGE = 2;
    private static final int NO_TARGET = 3;
    private static final int REFUSED = 4;
    private static final int DEGRADED = 6;

    private static final String TCP = "selector:fixed:direct:inet";
    private static final String OTHER = "selector:fixed:heap:unix";

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everySetIsServedAsBeforeWhateverEndsTheCommand(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off,engine=poll").jvm("-Xcheck:jni"), List.of(TCP, OTHER)).connect(3)) {
            serving.talk(3, 97);
            JsonNode set = Pollux.on(jdk).status(serving.victim()).path("sets").path(0);
            Pollux.on(jdk).run("engine", serving.victim().pidText(), "select", "--set", set.path("epfd").asText()).ok();
            Map<String, String> before = ServedBy.engines(serving, jdk);
            assertThat(before).hasSize(3).containsValue("select");
            for (Map.Entry<String, Integer> signal : Map.of("KILL", 137, "INT", 130).entrySet()) {
                try (Running compare = compareSeen(serving, jdk)) {
                    Outcome ended = compare.signal(signal.getKey()).end();
                    assertThat(ended.status()).as(ended.toString()).isEqualTo(signal.getValue());
                    assertThat(ended.err()).hasSize(signal.getKey().equals("KILL") ? 0 : 1).allMatch(line -> line.equals("pollux: interrupted; poll is back"));
                }
                Serving.settle(() -> assertThat(ServedBy.engines(serving, jdk)).isEqualTo(before));
                serving.talk(3, 97);
            }
            serving.assertCountsEqual();
            try (Running compare = compareSeen(serving, jdk)) {
                assertThat(Pollux.on(jdk).proof(serving.victim()).path("complete").asBoolean()).isTrue();
                compare.end().refused(NO_TARGET, "Pollux left process", "no verdict");
            }
            serving.talk(3, 97);
            serving.victim().quit();
        }
    }

    /** As if the command had stopped in the middle, with its end of the pipe open. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void engineThatIsHeldTooLongIsTakenBack(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off,engine=poll").jvm("-XX:+EnableDynamicAgentLoading"), List.of(TCP)).connect(3)) {
            Map<String, String> before = ServedBy.engines(serving, jdk);
            DirectAttach.load(serving.victim(), "command=compare,id=held,lease=held,step=offer");
            Path pipe = Path.of("/proc", serving.victim().pidText(), "fd", reply(serving, jdk, "held"));
            OutputStream held = Files.newOutputStream(pipe, StandardOpenOption.WRITE);
            DirectAttach.load(serving.victim(), "command=compare,lease=held,step=begin,limit_ms=3000");
            DirectAttach.load(serving.victim(), "command=compare,id=used,lease=held,step=use,engine=select");
            Serving.settle(() -> assertThat(ServedBy.engines(serving, jdk)).isEqualTo(before));
            DirectAttach.load(serving.victim(), "command=compare,id=late,lease=held,step=use,engine=select");
            assertThat(reply(serving, jdk, "late")).contains("took too long", "poll");
            held.close();
            serving.talk(3, 97);
            serving.victim().quit();
        }
    }

    private static String reply(Serving serving, Jdk jdk, String id) throws Exception {
        JsonNode facts = Pollux.on(jdk).status(serving.victim()).path("facts");
        for (int place = 0; facts.has("reply:id:" + place); place++)
            if (facts.path("reply:id:" + place).asText().equals(id))
                return facts.path("reply:text:" + place).asText();
        throw new AssertionError("no reply to " + id + " in " + facts);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void whatCanNotBeComparedIsSaidInOneLine(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off"), List.of(TCP)).connect(1)) {
            String pid = serving.victim().pidText();
            Pollux.on(jdk).run("compare", pid, "--engines", "pol").refused(USAGE, "'pol'", "nearest: poll");
            Pollux.on(jdk).run("compare", pid, "--engines", "poll", "--duration", "1s").refused(USAGE, "too short", "2000ms");
            Outcome idle = Pollux.on(jdk).run("compare", pid, "--engines", "poll", "--duration", "2s");
            assertThat(idle.status()).isEqualTo(DEGRADED);
            assertThat(idle.text()).contains("No verdict: no traffic");
            try (Running first = compareSeen(serving, jdk)) {
                Pollux.on(jdk).run("compare", pid, "--engines", "poll", "--duration", "2s").refused(REFUSED, "another comparison");
                Pollux.on(jdk).engine(serving.victim(), "epoll").ok();
                first.end().refused(DEGRADED, "ended from elsewhere", "epoll");
            }
            try (Running last = compareSeen(serving, jdk)) {
                serving.victim().close();
                last.end().refused(NO_TARGET, pid, "ended", "no verdict");
            }
        }
    }

    /** A child of the shell's background ignores SIGINT for ever; the command must not inherit that. */
    private static Pollux pollux(Jdk jdk) {
        return Pollux.on(jdk).under(List.of("env", "--default-signal=INT"));
    }

    /** A comparison with other engines that has begun to switch. */
    private static Running compareSeen(Serving serving, Jdk jdk) throws Exception {
        Running compare = pollux(jdk).start("compare", serving.victim().pidText(), "--engines", "epoll-et,select", "--duration", "5m");
        Serving.settle(() -> assertThat(ServedBy.engines(serving, jdk).get("process")).endsWith("by pollux compare"));
        return compare;
    }
}
