package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Barrage;
import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.ProcFs;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Switcher;
import io.pollux.it.harness.Tally;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.storm.Storm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything at once: connections that open and close at random, half closes, resets, urgent data, slow readers, closes by other threads,
 * interrupts, wake-ups, garbage, forks, signals, and a switch every 50 ms. Every byte is checked on its way, every connection ends, and in the end
 * the ledger's totals are the program's own. {@code -Dpollux.storm=600} storms so many seconds in all, {@code -Dpollux.storm.seed=7} otherwise.
 */
class StormIT {
    private static final int SECONDS = Integer.getInteger("pollux.storm", 14);
    private static final long SEED = Long.getLong("pollux.storm.seed", 20071);
    private static final int CONNECTIONS = 2000;
    private static final int SWITCH_MS = 50;
    /** Of NativeThread: what the JDK interrupts blocked I/O with, {@code __SIGRTMAX - 2}. */
    private static final int JDK_INTERRUPT = 62;
    private static final int WAKEUPS = 101;

    static Stream<Arguments> storms() {
        return Grid.jdks().map(jdk -> Arguments.of(jdk, SEED));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("storms")
    void stormsUnderEveryEngineLoseNothing(Jdk jdk, long seed) throws Exception {
        List<String> engines = Repository.engines();
        long ms = SECONDS * 1000L / (engines.size() + 2);
        try (Victim victim = launch(jdk, seed)) {
            victim.until("ready");
            try (Barrage signals = Barrage.on(victim, JDK_INTERRUPT, "^storm|Poller")) {
                for (String engine : engines) {
                    Pollux.on(jdk).engine(victim, engine).ok();
                    storm(victim, engine, ms);
                }
                try (Switcher switcher = Switcher.of(victim, SWITCH_MS)) {
                    storm(victim, "all in turn", ms);
                    switcher.stop();
                }
                DirectAttach.load(victim, "lazy=removal+rearm+wakeup+sendfile,engine=epoll-lazy");
                storm(victim, "epoll-lazy, nested sets left to the kernel", ms);
                signals.stop();
            }
            assertNothingIsLeft(jdk, victim);
            victim.quit();
        }
    }

    private static Victim launch(Jdk jdk, long seed) throws IOException {
        return Launch.of(jdk, Storm.class).agent("port=off").jvm("-Xcheck:jni", "-XX:+EnableDynamicAgentLoading", "-Xmx256m")
                .arguments(Long.toString(seed), Integer.toString(CONNECTIONS)).start();
    }

    private static void storm(Victim victim, String engine, long ms) {
        String said = String.join("; ", victim.ask("storm " + ms));
        System.out.println(victim.jdk() + ", " + engine + ": " + said);
        assertThat(said).as("under %s", engine).startsWith("connections ").doesNotContain("failed");
    }

    private static void assertNothingIsLeft(Jdk jdk, Victim victim) {
        Serving.settle(() -> assertThat(unknownMembers(victim)).as("members of interest lists that are closed").isEmpty());
        assertThat(victim.ask("turns " + WAKEUPS)).as("waits that returned, for so many wake-ups").allMatch(said -> said.matches("turns (\\d+) of \\1"));
        Serving.settle(() -> assertTotalsAreTheProgramsOwn(victim, Pollux.on(jdk).status(victim)));
    }

    private static void assertTotalsAreTheProgramsOwn(Victim victim, JsonNode status) {
        assertThat(status.path("fallbacks")).allMatch(fallback -> fallback.path("count").asLong() == 0);
        assertThat(status.path("hooks")).noneMatch(hook -> hook.path("state").asText().equals("stood_down"));
        assertThat(status.path("lost_fds").asLong()).isZero();
        for (String line : victim.ask("books"))
            if (line.startsWith("books "))
                assertThat(totals(status, line)).as(line).isEqualTo(books(line).columns());
    }

    /** The program's own count, by port. */
    private static Tally books(String line) {
        return Tally.parse(line.replaceFirst("books \\w+", "books"));
    }

    /** What Pollux says of the one group that a line "books ROLE PORT column=n ..." is about, in those columns. */
    private static Map<String, Long> totals(JsonNode status, String line) {
        String role = line.split(" ")[1];
        Tally wanted = books(line);
        Map<String, Long> totals = new TreeMap<>();
        for (JsonNode group : status.path("groups"))
            if (group.path("role").asText().equals(role) && (group.path("local_port").asText() + group.path("peer").asText()).endsWith(wanted.key()))
                for (String column : wanted.columns().keySet())
                    totals.merge(column, group.path(column).asLong(), Long::sum);
        return totals;
    }

    /** Descriptors that stand in the interest list of an epoll instance and are open no more: what they did would be reported as a ghost's. */
    private static List<String> unknownMembers(Victim victim) throws IOException {
        Map<Integer, String> open = ProcFs.descriptors(victim.pid());
        return ProcFs.members(victim.pid()).stream().filter(member -> !open.containsKey(member)).map(member -> "fd " + member).toList();
    }
}
