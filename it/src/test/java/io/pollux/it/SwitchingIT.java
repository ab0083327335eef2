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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines change and Pollux comes and goes under load: every message is echoed, every connection lives, nothing stays behind. */
class SwitchingIT {
    private static final int SWITCHES = 211;
    private static final int ROUNDS = 23;
    /** Calls that a stock JVM makes to wait and to move bytes. */
    private static final String[] STOCK_CALLS = {"epoll_wait", "epoll_pwait", "epoll_pwait2", "epoll_ctl", "poll", "ppoll", "select", "pselect6", "read",
        "readv", "write", "writev", "signalfd4", "fcntl", "ioctl", "rt_sigtimedwait"};

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void twoHundredSwitchesLoseNoMessage(Jdk jdk) throws Exception {
        List<String> engines = Repository.engines();
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off").jvm("-Xcheck:jni", "-XX:+EnableDynamicAgentLoading"), Specs.waits(jdk))) {
            Victim victim = serving.victim();
            serving.connect(3).talk(3, 97);
            DirectAttach.touch(victim);
            try (Load load = Load.on(serving.ports(), 5)) {
                load.await(101);
                Inventory before = Inventory.of(victim);
                for (int i = 1; i <= SWITCHES; i++) {
                    DirectAttach.load(victim, "engine=" + engines.get(i % engines.size()));
                    load.await(7);
                }
                DirectAttach.load(victim, "engine=" + engines.get(0));
                Serving.settle(() -> assertThat(Inventory.of(victim)).isEqualTo(before));
                load.stop();
            }
            serving.talk(3, 97);
            serving.assertCountsEqual();
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void attachAndDetachUnderLoadLeaveNothing(Jdk jdk) throws Exception {
        List<String> engines = Repository.engines();
        try (Serving serving = Serving.start(Serving.launch(jdk).jvm("-XX:+EnableDynamicAgentLoading"), Specs.waits(jdk))) {
            Victim victim = serving.victim();
            serving.connect(3).talk(3, 97);
            DirectAttach.touch(victim);
            Map<String, Long> stock = callsOfOneTalk(serving);
            try (Load load = Load.on(serving.ports(), 5)) {
                load.await(101);
                Inventory before = Inventory.of(victim);
                for (int i = 1; i <= ROUNDS; i++) {
                    Pollux.on(jdk).attach(victim, "engine=" + engines.get(i % engines.size())).ok();
                    load.await(101);
                    Pollux.on(jdk).detach(victim).ok();
                    load.await(101);
                    Serving.settle(() -> assertThat(Inventory.of(victim)).isEqualTo(before));
                }
                load.stop();
            }
            assertThat(callsOfOneTalk(serving)).as("system calls of 101 messages by each connection, after and before").isEqualTo(stock);
            victim.quit();
        }
    }

    /** How often each system call is made for a fixed number of messages in lock-step. */
    private static Map<String, Long> callsOfOneTalk(Serving serving) throws Exception {
        try (Strace strace = Strace.of(serving.victim(), STOCK_CALLS)) {
            serving.talk(101, 97);
            serving.tally();
            // Fixed servers alone wait once a message; what the others do varies with scheduling, but not which calls they make.
            return strace.stop().calls().stream().filter(call -> call.result() >= 0 || !call.error().isEmpty())
                    .collect(Collectors.groupingBy(SystemCall::name, TreeMap::new, Collectors.counting()));
        }
    }
}
