package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Holder;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Strace;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.Exit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be done is said in one line, with the exit code of the contract, and the application goes on untouched. */
class BadInputIT {
    private static final int USAGE = 2;
    private static final int NO_TARGET = 3;
    private static final int REFUSED = 4;
    private static final int UNSUPPORTED = 5;
    private static final List<String> SPECS = List.of("selector:fixed:direct:inet");

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void unknownOptionIsWarnedOfWithTheNearestName(Jdk jdk) throws Exception {
        try (Serving serving = start(Serving.launch(jdk))) {
            assertAttachedButWarned(Pollux.on(jdk).attach(serving.victim(), "enginee=poll"), "unknown option 'enginee'", "'engine'");
            assertUntouched(serving);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void unknownEngineIsRefusedWithTheNearestName(Jdk jdk) throws Exception {
        try (Serving serving = start(Serving.launch(jdk))) {
            Pollux.on(jdk).attach(serving.victim()).ok();
            Pollux.on(jdk).engine(serving.victim(), "epol").refused(USAGE, "'epol'", "epoll");
            assertThat(Pollux.on(jdk).fds(serving.victim()).json().path("engine").asText()).isEqualTo("epoll");
            assertUntouched(serving);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void unknownEngineInAnOptionIsRefusedBeforeTheAttach(Jdk jdk) throws Exception {
        try (Serving serving = start(Serving.launch(jdk))) {
            Pollux.on(jdk).attach(serving.victim(), "engine=pol").refused(USAGE, "'pol'", "poll");
            assertUntouched(serving);
        }
    }

    /** Nobody waits for an exit status there: the agent says so, and is on with what it would do otherwise. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void unknownOptionsAtTheStartAreWarnedOf(Jdk jdk) throws Exception {
        try (Victim victim = Launch.of(jdk, Exit.class).agent("port=off,engine=pol,hots=localhost").arguments("return").start()) {
            assertThat(victim.status()).isZero();
            assertThat(victim.stderr()).hasSize(2).allMatch(line -> line.startsWith("pollux: "));
            assertThat(victim.stderr()).anyMatch(line -> line.contains("'pol'") && line.contains("'poll'"))
                    .anyMatch(line -> line.contains("'hots'") && line.contains("'host'"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void takenPortIsWarnedOfAndTheAgentIsOn(Jdk jdk) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")); Serving serving = start(Serving.launch(jdk))) {
            assertAttachedButWarned(Pollux.on(jdk).run("attach", serving.victim().pidText(), "port=" + taken.getLocalPort()), Integer.toString(taken.getLocalPort()));
            serving.talk(3, 97);
            assertThat(Pollux.on(jdk).fds(serving.victim()).rows()).isNotEmpty();
            assertUntouched(serving);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void processThatIsGoneIsNoTarget(Jdk jdk) throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        assertNoTarget(jdk, gone.pid(), "attach", "fds", "status", "detach");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void processThatIsNoJvmIsNoTarget(Jdk jdk) throws Exception {
        Process other = new ProcessBuilder("cat").start();
        try {
            assertNoTarget(jdk, other.pid(), "attach", "fds", "status", "detach");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void jvmWithoutPolluxHasNothingToShow(Jdk jdk) throws Exception {
        try (Serving serving = start(Serving.launch(jdk))) {
            assertNoTarget(jdk, serving.victim().pid(), "fds", "status", "detach");
            assertUntouched(serving);
        }
    }

    private static void assertNoTarget(Jdk jdk, long pid, String... commands) throws Exception {
        for (String command : commands)
            Pollux.on(jdk).run(command, Long.toString(pid)).refused(NO_TARGET, Long.toString(pid));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void otherUsersJvmIsRefused(Jdk jdk) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        try (Serving serving = start(Serving.launch(jdk))) {
            Pollux.on(jdk).under(nobody).attach(serving.victim()).refused(REFUSED, serving.victim().pidText(), "root");
            assertUntouched(serving);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void disabledAttachIsRefused(Jdk jdk) throws Exception {
        assertOptionRefuses(jdk, "-XX:+DisableAttachMechanism");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void disabledDynamicLoadingIsRefused(Jdk jdk) throws Exception {
        assertOptionRefuses(jdk, "-XX:-EnableDynamicAgentLoading");
    }

    /** The option forbids the attach, and is named. */
    private static void assertOptionRefuses(Jdk jdk, String option) throws Exception {
        try (Serving serving = start(Serving.launch(jdk).jvm(option))) {
            Pollux.on(jdk).attach(serving.victim()).refused(REFUSED, option, "-javaagent");
            assertUntouched(serving);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void kernelWithoutMemoryFilesIsUnsupported(Jdk jdk) throws Exception {
        try (Strace strace = Strace.fromStart("memfd_create"); Serving serving = start(Serving.launch(jdk).under(strace.failing("memfd_create")))) {
            Pollux.on(jdk).attach(serving.victim()).refused(UNSUPPORTED, "memfd_create");
            assertUntouched(serving);
        }
    }

    /** A file of that name mapped by the JVM is all that musl's loader shows of itself. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void muslIsUnsupported(Jdk jdk) throws Exception {
        assertMappedFileIsUnsupported(jdk, "ld-musl-x86_64.so.1", "musl");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void otherVirtualMachineIsUnsupported(Jdk jdk) throws Exception {
        assertMappedFileIsUnsupported(jdk, "libj9vm29.so", "HotSpot");
    }

    private static void assertMappedFileIsUnsupported(Jdk jdk, String file, String word) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk), List.of("selector:fixed:direct:inet", "mapping:" + file))) {
            serving.connect(1);
            Pollux.on(jdk).attach(serving.victim()).refused(UNSUPPORTED, serving.victim().pidText(), word);
            assertUntouched(serving);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void memoryThatIsNoLedgerIsRefused(Jdk jdk) throws Exception {
        for (String contents : List.of("", "01", "00".repeat(4096), "01504f4c4c555800" + "ff".repeat(120)))
            assertNoLedger(jdk, contents);
    }

    private static void assertNoLedger(Jdk jdk, String contents) throws IOException, InterruptedException {
        try (Holder holder = Holder.of(contents)) {
            for (String command : List.of("fds", "status")) {
                Outcome outcome = Pollux.on(jdk).run(command, holder.pidText());
                assertThat(outcome.status()).as("%s of a process with %d bytes: %s", command, contents.length() / 2, outcome).isIn(1, NO_TARGET, UNSUPPORTED);
                assertThat(outcome.err()).hasSize(1);
                assertThat(outcome.out()).isEmpty();
            }
        }
    }

    private static void assertAttachedButWarned(Outcome attached, String... words) {
        assertThat(attached.status()).isZero();
        assertThat(String.join("\n", attached.out()) + String.join("\n", attached.err())).contains(words);
    }

    private static Serving start(Launch launch) throws IOException {
        return Serving.start(launch, SPECS).connect(1);
    }

    private static void assertUntouched(Serving serving) throws Exception {
        serving.talk(11, 97);
        serving.victim().quit();
    }
}
