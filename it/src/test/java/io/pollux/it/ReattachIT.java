package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.ProcFs;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Victim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Scanner;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attach and detach, over and over, under load: what the process takes levels off. How many rounds: the system property
 * {@code pollux.rounds}, 200 for a long run. The second quarter is compared with the last.
 */
class ReattachIT {
    private static final int ROUNDS = Integer.getInteger("pollux.rounds", 20);
    private static final int CONNECTIONS = 3;
    /**
     * Up to JDK 17 a method called by reflection for the 16th time gets an accessor class in a loader of its own. The JDK's attach and
     * management code is called so once a round, and those loaders come several at a time: with this no method ever gets one.
     */
    private static final String NO_REFLECTION_LOADERS = "-Dsun.reflect.inflationThreshold=" + Integer.MAX_VALUE;
    /** The heap is resident from the start: what the load makes of it is none of our business. */
    private static final String[] STEADY_HEAP = {"-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch"};
    /** Class loaders: one may not be collected yet. One of Pollux a round would be half as many as there are rounds. */
    private static final int SLACK_LOADERS = 1;
    private static final double SLACK = 1.05;
    private static final long SLACK_KIB = 4096;
    /**
     * HotSpot keeps some versions of a class that was retransformed, and adds the names of the new one to its constant pool: 3 to 8 kB
     * a round were seen, for the five classes that count heap copies. With copies=off there is nothing of it.
     */
    private static final long KEPT_BY_HOTSPOT = 12_288;

    /** @param rssKib resident memory */
    private record Footprint(long loaders, long metaspace, long threads, long descriptors, long rssKib) {
        static Footprint of(Victim victim) throws IOException {
            Scanner said = new Scanner(victim.ask("footprint").get(0)).useDelimiter("[^0-9]+");
            return new Footprint(said.nextLong(), said.nextLong(), ProcFs.threads(victim.pid()).size(), ProcFs.descriptors(victim.pid()).size(),
                    ProcFs.residentKib(victim.pid()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void whatTheProcessTakesLevelsOff(Jdk jdk) throws Exception {
        List<Footprint> footprints = footprints(jdk, "copies=off");
        assertLevel(footprints);
        assertThat(later(footprints, Footprint::metaspace)).as("metaspace").isLessThanOrEqualTo((long) (early(footprints, Footprint::metaspace) * SLACK));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void weavingCopiesLeavesWhatHotSpotKeepsOfAClass(Jdk jdk) throws Exception {
        List<Footprint> footprints = footprints(jdk, "copies=on");
        assertLevel(footprints);
        assertThat(later(footprints, Footprint::metaspace) - early(footprints, Footprint::metaspace)).as("metaspace")
                .isLessThanOrEqualTo(ROUNDS / 2 * KEPT_BY_HOTSPOT);
    }

    /** Of each round, after its detach. */
    private static List<Footprint> footprints(Jdk jdk, String copies) throws Exception {
        List<String> specs = new ArrayList<>(Specs.waits(jdk));
        specs.add("footprint");
        List<Footprint> footprints = new ArrayList<>();
        try (Serving serving = Serving.start(Serving.launch(jdk).jvm("-XX:+EnableDynamicAgentLoading", NO_REFLECTION_LOADERS).jvm(STEADY_HEAP), specs)) {
            Victim victim = serving.connect(CONNECTIONS).victim();
            try (Load load = Load.on(serving.ports(), CONNECTIONS)) {
                for (int round = 1; round <= ROUNDS; round++) {
                    DirectAttach.load(victim, "port=0," + copies + ",engine=" + Repository.engines().get(round % Repository.engines().size()));
                    load.await(11);
                    DirectAttach.load(victim, "command=detach");
                    load.await(11);
                    footprints.add(Footprint.of(victim));
                }
                load.stop();
            }
            serving.talk(11, 97);
            victim.quit();
        }
        System.out.println(jdk + " " + copies + ": " + footprints.get(0) + ", " + footprints.get(ROUNDS / 4) + ", at last " + footprints.get(ROUNDS - 1));
        return footprints;
    }

    private static void assertLevel(List<Footprint> footprints) {
        assertThat(later(footprints, Footprint::loaders)).as("class loaders").isLessThanOrEqualTo(early(footprints, Footprint::loaders) + SLACK_LOADERS);
        assertThat(later(footprints, Footprint::threads)).as("threads").isLessThanOrEqualTo(early(footprints, Footprint::threads) + 1);
        assertThat(later(footprints, Footprint::descriptors)).as("descriptors").isLessThanOrEqualTo(early(footprints, Footprint::descriptors));
        assertThat(later(footprints, Footprint::rssKib)).as("resident KiB")
                .isLessThanOrEqualTo((long) (early(footprints, Footprint::rssKib) * SLACK) + SLACK_KIB);
    }

    private static long early(List<Footprint> footprints, ToLongFunction<Footprint> what) {
        return median(footprints.subList(ROUNDS / 4, ROUNDS / 2), what);
    }

    private static long later(List<Footprint> footprints, ToLongFunction<Footprint> what) {
        return median(footprints.subList(ROUNDS * 3 / 4, ROUNDS), what);
    }

    private static long median(List<Footprint> footprints, ToLongFunction<Footprint> what) {
        return footprints.stream().sorted(Comparator.comparingLong(what)).skip(footprints.size() / 2).mapToLong(what).findFirst().orElseThrow();
    }
}
