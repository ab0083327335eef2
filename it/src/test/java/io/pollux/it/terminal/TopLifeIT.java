package io.pollux.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.ProcFs;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Tally;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pollux top} in a real terminal, on a JVM that stops, goes on or ends: its numbers are the ledger's, to the last. */
class TopLifeIT {
    private static final String TCP = "selector:fixed:direct:inet";
    /** A counter in the drawer: name, exact total, and its unit. */
    private static final Pattern COUNTER = Pattern.compile("^([a-z_]{4,}) +([\\d,]+)(?: bytes| ns)?(?: .*)?$");

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void drawerOfAStoppedJvmHasTheExactNumbers(Jdk jdk) throws Exception {
        try (Serving stopped = Serving.start(Serving.launch(jdk).agent("port=off"), List.of(TCP)).connect(2)) {
            stopped.talk(11, 1009);
            stopped.assertCountsEqual();
            Tally tally = stopped.tally().get(0);
            stopped.victim().signal("STOP");
            Serving.settle(() -> assertThat(ProcFs.state(stopped.victim().pid())).isEqualTo('T'));
            JsonNode row = Pollux.on(jdk).fds(stopped.victim()).row(tally.key());
            try (Terminal terminal = Terminal.open(jdk, 120, 110).top(stopped.victim(), "")) {
                terminal.await("stopped").press("/").type(row.path("remote").asText()).press("Enter").await("row 1 of 1").press("Enter").await("Life");
                Map<String, Long> shown = counters(terminal);
                assertThat(shown).hasSize(columns(jdk, stopped)).containsEntry("reads", tally.columns().get("reads")).containsEntry("read_bytes", 11 * 1009L);
                shown.forEach((name, total) -> assertThat(total).as(name).isEqualTo(row.path(name).asLong(-1)));
                assertThat(terminal.text()).contains("fd " + row.path("fd"), "conn " + row.path("conn"), row.path("local").asText() + " -> ",
                        "inode " + row.path("inode"), "born", "last io");
                stopped.victim().signal("CONT");
                stopped.talk(13, 1009);
                terminal.settle(() -> assertThat(counters(terminal)).containsEntry("read_bytes", (11 + 13) * 1009L));
            }
            stopped.victim().quit();
        }
    }

    /** How many there are: the last of the heads of CSV. */
    private static int columns(Jdk jdk, Serving of) throws Exception {
        List<String> heads = List.of(Pollux.on(jdk).run("fds", of.victim().pidText(), "-o", "csv", "--limit", "1").ok().out().get(0).split(","));
        return heads.size() - heads.indexOf("ready_in");
    }

    private static Map<String, Long> counters(Terminal terminal) throws Exception {
        Map<String, Long> counters = new TreeMap<>();
        for (String line : terminal.lines()) {
            Matcher counter = COUNTER.matcher(line);
            if (counter.matches())
                counters.put(counter.group(1), Long.valueOf(counter.group(2).replace(",", "")));
        }
        return counters;
    }

    @Test
    void endOfTheJvmIsSaidInColourWhereThatIsWanted() throws Exception {
        try (Serving mortal = Serving.start(Serving.launch(Jdk.oldest()).agent("port=off"), List.of(TCP)).connect(1);
                Terminal plain = Terminal.open(Jdk.oldest(), 60, 20);
                Terminal colours = Terminal.open(Jdk.oldest(), 60, 20).top(mortal.victim(), "")) {
            plain.run("NO_COLOR=1 $P top " + mortal.victim().pidText()).await("row 1 of ");
            mortal.talk(3, 97);
            mortal.victim().quit();
            colours.await("exited (seen at ");
            plain.await("exited (seen at ");
            assertThat(colours.looks()).containsPattern("\033\\[[\\d;]*31m");
            assertThat(plain.looks()).doesNotContainPattern("\033\\[[\\d;]*3[0-7]m");
            assertThat(plain.text()).as("the last numbers stay").contains("accepted", "listener");
        }
    }
}
