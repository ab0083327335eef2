package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Inventory;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Strace;
import io.pollux.it.harness.SystemCall;
import io.pollux.it.harness.Victim;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines change and Pollux comes and goes under load: every message is echoed, every connection lives, nothing stays behind. */
class SwitchingIT {
    private static final int SWITCHES = 211;
    private static final int ROUNDS = 23;
    /** Every so many rounds the command line attaches and detaches, as users do; a JVM each is what takes the time. */
    private static final int BY_COMMAND = 7;
    /**
     * Every call that some engine waits by, or sets something up with. Not rt_sigprocmask, which sigio makes but every start and end of a
     * thread does as well, and HotSpot starts and ends compiler threads as it likes; the C suite checks that masks are put back.
     */
    private static final String[] WATCHED = {"epoll_wait", "epoll_pwait", "epoll_pwait2", "epoll_ctl", "poll", "ppoll", "select", "pselect6", "signalfd4",
        "eventfd2", "rt_sigtimedwait", "fcntl", "io_uring_setup", "io_uring_enter"};
    /** Those of them that these servers make on a stock JDK. */
    private static final Set<String> STOCK = Set.of("epoll_wait", "epoll_ctl", "poll");

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void twoHundredSwitchesLoseNoMessage(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off").jvm("-Xcheck:jni", "-XX:+EnableDynamicAgentLoading"), Specs.waits(jdk))) {
            Victim victim = serving.victim();
            serving.connect(3).talk(3, 97);
            DirectAttach.touch(victim);
            try (Load load = Load.on(serving.ports(), 5)) {
                // The first round makes what all sets share, and what is kept until the detach.
                switchAround(victim, load, Repository.engines().size());
                Inventory before = Inventory.of(victim);
                switchAround(victim, load, SWITCHES);
                Serving.settle(() -> assertThat(Inventory.of(victim).differences(before)).noneMatch(SwitchingIT::isMoreThanASignalfd));
                load.stop();
            }
            serving.talk(3, 97);
            serving.assertCountsEqual();
            victim.quit();
        }
    }

    /** A thread that waited under sigio keeps its signalfd until it waits again or the detach asks for it: their number moves. */
    private static boolean isMoreThanASignalfd(String difference) {
        return !difference.endsWith("anon_inode:[signalfd]");
    }

    /** So many switches, from engine to engine, with messages after each; the last one is to the first engine. */
    private static void switchAround(Victim victim, Load load, int switches) throws Exception {
        List<String> engines = Repository.engines();
        for (int i = 1; i < switches; i++) {
            DirectAttach.load(victim, "engine=" + engines.get(i % engines.size()));
            load.await(7);
        }
        DirectAttach.load(victim, "engine=" + engines.get(0));
        load.await(7);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void attachAndDetachUnderLoadLeaveNothing(Jdk jdk) throws Exception {
        List<String> engines = Repository.engines();
        try (Serving serving = Serving.start(Serving.launch(jdk).jvm("-XX:+EnableDynamicAgentLoading"), Specs.waits(jdk))) {
            Victim victim = serving.victim();
            serving.connect(3).talk(3, 97);
            DirectAttach.touch(victim);
            assertStockCalls(serving);
            try (Load load = Load.on(serving.ports(), 5)) {
                load.await(101);
                Inventory before = Inventory.of(victim);
                for (int i = 1; i <= ROUNDS; i++) {
                    attachAndDetach(jdk, victim, "engine=" + engines.get(i % engines.size()), i % BY_COMMAND == 0, load);
                    Serving.settle(() -> assertThat(Inventory.of(victim).differences(before)).isEmpty());
                }
                load.stop();
            }
            assertStockCalls(serving);
            victim.quit();
        }
    }

    private static void attachAndDetach(Jdk jdk, Victim victim, String options, boolean byCommand, Load load) throws Exception {
        if (byCommand)
            Pollux.on(jdk).attach(victim, options).ok();
        else
            DirectAttach.load(victim, "port=0," + options);
        load.await(101);
        if (byCommand)
            Pollux.on(jdk).detach(victim).ok();
        else
            DirectAttach.load(victim, "command=detach");
        load.await(101);
    }

    /** How often each is made varies with scheduling, even in lock-step; which are made does not. */
    private static void assertStockCalls(Serving serving) throws Exception {
        try (Strace strace = Strace.of(serving.victim(), WATCHED)) {
            serving.talk(101, 97);
            assertThat(strace.stop().calls()).extracting(SystemCall::name).contains("epoll_wait", "epoll_ctl").isSubsetOf(STOCK);
        }
    }
}
