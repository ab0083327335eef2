package io.pollux.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Peer;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pollux top} in a real terminal: it does what its keys say, and leaves the terminal as it was. */
class TopIT {
    private static final String TCP = "selector:fixed:direct:inet";
    private static final String UNIX = "selector:fixed:heap:unix";
    private static final int PEERS = 211;

    private static Serving serving;

    @BeforeAll
    static void start() throws Exception {
        serving = Serving.start(Serving.launch(Jdk.oldest()).agent("port=off"), List.of(TCP, UNIX)).connect(3);
        serving.talk(7, 97);
        serving.assertCountsEqual();
    }

    @AfterAll
    static void stop() throws Exception {
        serving.victim().quit();
        serving.close();
    }

    private static Terminal top(int width, int height, String options) throws Exception {
        return Terminal.open(Jdk.oldest(), width, height).top(serving.victim(), options);
    }

    /** Cells of the first column: below the heads, above the keys. */
    private static List<String> firsts(Terminal terminal) throws Exception {
        List<String> lines = terminal.lines();
        return lines.subList(5, lines.size() - 1).stream().filter(line -> !line.isBlank()).map(line -> line.strip().split(" ")[0]).toList();
    }

    private static List<Integer> fds(Terminal terminal) throws Exception {
        return firsts(terminal).stream().map(Integer::valueOf).toList();
    }

    @Test
    void rowsAreSortedFilteredAndScrolled() throws Exception {
        List<Peer> many = new ArrayList<>();
        try (Terminal terminal = top(99, 24, "--sort fd")) {
            for (int i = 0; i < PEERS; i++) {
                many.add(Peer.to(serving.where(TCP)));
                many.get(i).echo(1); // accepted, so that no row comes after this
            }
            terminal.settle(() -> assertThat(matched(terminal)).isGreaterThan(PEERS).isEqualTo(rows()));
            assertThat(fds(terminal)).hasSize(18).isSorted();
            terminal.press("R").settle(() -> assertThat(fds(terminal)).isSortedAccordingTo(Comparator.reverseOrder()));
            terminal.press("R", "End").settle(() -> assertThat(terminal.text()).contains("row " + matched(terminal) + " of"));
            assertThat(fds(terminal)).hasSize(18).isSorted();
            terminal.press("PPage", "Up").settle(() -> assertThat(terminal.text()).contains("row " + (matched(terminal) - 18) + " of"));
            terminal.press("/").type("listener").settle(() -> assertThat(terminal.lines()).filteredOn(line -> line.contains(" listener ")).hasSize(2));
            terminal.press("Enter").await("filter \"listener\"").press("Escape").settle(() -> assertThat(matched(terminal)).isGreaterThan(PEERS));
        } finally {
            for (Peer peer : many)
                peer.close();
        }
    }

    private static int rows() throws Exception {
        return Pollux.on(Jdk.oldest()).fds(serving.victim()).rows().size();
    }

    private static int matched(Terminal terminal) throws Exception {
        Matcher row = Pattern.compile("row \\d+ of (\\d+)").matcher(terminal.text());
        return row.find() ? Integer.parseInt(row.group(1)) : -1;
    }

    @Test
    void columnsAreChosenScrolledAndSortedBy() throws Exception {
        try (Terminal terminal = top(99, 24, "")) {
            assertThat(heads(terminal)).startsWith("fd  role").contains("ready_in", "write_bytes");
            terminal.press("Right", "Right").settle(() -> assertThat(heads(terminal)).startsWith("fd  role").doesNotContain("ready_in"));
            terminal.press("Left", "Left").settle(() -> assertThat(heads(terminal)).contains("ready_in"));
            terminal.press("o").await("reported ready for input (IN)");
            terminal.press("Down", "Down", "Down", "Down", "Down", "Down", "Space").await("[ ] ready_in").press("Down", "Enter").await("largest first   read, ");
            terminal.press("Escape").settle(() -> assertThat(heads(terminal)).contains("reads").doesNotContain("ready_in"));
            assertThat(terminal.text()).contains("sort reads, largest first");
            terminal.press("S").await("sort peer, A to Z");
        }
    }

    private static String heads(Terminal terminal) throws Exception {
        return terminal.lines().get(4);
    }

    @Test
    void everyViewIsThereAndFitsANarrowTerminal() throws Exception {
        try (Terminal terminal = top(150, 40, "")) {
            terminal.press("2").await("selector").settle(() -> assertThat(heads(terminal)).startsWith("set  kind"));
            terminal.press("3").settle(() -> assertThat(heads(terminal)).startsWith("peer ").contains("local_port"));
            terminal.press("4").settle(() -> assertThat(firsts(terminal)).contains("epoll", "sigio"));
            terminal.press("5").await("ready_to_read_role").press("7").await("sun.nio.ch.EPoll.wait").press("6");
            terminal.settle(() -> assertThat(terminal.text()).containsAnyOf("nothing found; looked for", "to do: "));
            terminal.press("?").await("quit; the terminal is as it was").press("1").await("row 1 of");
            terminal.resize(60, 15);
            terminal.settle(() -> {
                assertThat(terminal.lines()).hasSize(15).allMatch(line -> line.length() <= 60);
                assertThat(terminal.lines().get(14)).startsWith("q quit");
                assertThat(heads(terminal)).startsWith("fd  role").contains("peer", "reads");
            });
            terminal.resize(120, 30);
            terminal.settle(() -> assertThat(terminal.lines().get(29)).startsWith("q quit"));
        }
    }

    @Test
    void pausedScreenStandsStillUntilItGoesOn() throws Exception {
        try (Terminal terminal = top(99, 24, "--sort read_bytes --role accepted")) {
            terminal.press("r").await("totals").press("p").await("PAUSED");
            List<String> before = terminal.lines().subList(4, 23);
            String most = mostRead();
            serving.talk(13, 97);
            serving.assertCountsEqual();
            assertThat(mostRead()).isNotEqualTo(most);
            assertThat(terminal.lines().subList(4, 23)).isEqualTo(before);
            terminal.press("p").settle(() -> assertThat(terminal.lines().subList(4, 23)).isNotEqualTo(before));
            assertThat(terminal.text()).doesNotContain("PAUSED");
        }
    }

    private static String mostRead() throws Exception {
        return Pollux.on(Jdk.oldest()).run("fds", serving.victim().pidText(), "--sort", "read_bytes", "--limit", "1", "-o", "csv").ok().text();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void terminalIsAsItWasHoweverTopEnds(Jdk jdk) throws Exception {
        try (Terminal terminal = Terminal.open(jdk, 99, 24)) {
            String before = terminal.state();
            String settings = settings(terminal);
            for (String key : List.of("q", "C-c", "SIGTERM")) {
                terminal.run("clear; echo here; $P top " + serving.victim().pidText()).await("row 1 of ");
                assertThat(terminal.state()).isEqualTo("1 0 0");
                if (key.equals("SIGTERM")) {
                    ProcessHandle.of(terminal.pid()).orElseThrow().descendants().forEach(ProcessHandle::destroy);
                } else {
                    terminal.press(key);
                }
                terminal.settle(() -> assertThat(ProcessHandle.of(terminal.pid()).orElseThrow().children()).as("ended by %s", key).isEmpty());
                terminal.settle(() -> assertThat(terminal.text()).as("screen after %s", key).startsWith("here\n"));
                assertThat(terminal.state()).isEqualTo(before);
                assertThat(settings(terminal)).as("settings after %s", key).isEqualTo(settings);
            }
        }
    }

    /** What stty says, but for the two numbers that mean nothing unless a terminal is raw. */
    private static String settings(Terminal terminal) throws Exception {
        return terminal.settings().replaceAll("min = \\d+; time = \\d+;", "");
    }

    @Test
    void namesOfStrangersMoveNoCursor() throws Exception {
        Path directory = Files.createTempDirectory("p");
        try (Peer peer = Peer.toUnix(serving.where(UNIX), directory.resolve("a\033[2J\033[Hb")); Terminal terminal = top(120, 30, "")) {
            peer.echo(3, 97);
            terminal.press("/").type("[2J").await("a?[2J?[Hb").press("Enter").await("row 1 of 1").press("Enter").await("Life");
            assertThat(terminal.lines().get(0)).startsWith("pollux top  pid " + serving.victim().pidText());
            assertThat(terminal.text()).contains("a?[2J?[Hb");
        } finally {
            Files.deleteIfExists(directory);
        }
    }
}
