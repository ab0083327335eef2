package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.findings.Ward;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Findings and slow readiness stand in the application's own recording, read back from its file. */
class RecorderIT {
    /** Found by what the kernel says at any moment; its rate is nobody's. */
    private static final String WAITING = "accept-backlog";
    /** Reads each message 60 ms after its report. */
    private static final String SLOW = "loop-blocked";
    private static final int SLOW_MS = 60;

    @TempDir
    private Path dir;

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void recordingHasFindingsAndSlowReadinessUntilDetach(Jdk jdk) throws Exception {
        Pollux pollux = Pollux.on(jdk);
        try (Victim victim = ward(jdk).start()) {
            String listener = listener(victim);
            pollux.attach(victim).ok();
            victim.ask("start");
            awaitEvents(victim, listener, 0);
            assertThat(pollux.run("status", victim.pidText()).ok().text()).contains("jfr        pollux.Finding, pollux.SlowReadiness");
            pollux.detach(victim).ok();
            int atDetach = dump(victim).size();
            assertThat(dump(victim)).hasSize(atDetach);
            // Now the recorder is running before Pollux comes.
            pollux.attach(victim).ok();
            awaitEvents(victim, listener, atDetach);
            pollux.detach(victim).ok();
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void runtimeWithoutTheModuleIsToldInOneLineOfStatus(Jdk jdk) throws Exception {
        try (Victim victim = ward(jdk).agent("").jvm("--limit-modules", "java.instrument,jdk.unsupported").start()) {
            listener(victim);
            Serving.settle(() -> {
                Outcome status = Pollux.on(jdk).run("status", victim.pidText()).ok();
                assertThat(status.out()).contains("jfr        none: this runtime lacks the module jdk.jfr");
            });
            Pollux.on(jdk).fds(victim);
            victim.quit();
        }
    }

    /** Waits for an event of each kind beyond the first so many events. */
    private void awaitEvents(Victim victim, String listener, int seen) {
        Serving.settle(() -> {
            List<RecordedEvent> events = dump(victim);
            List<RecordedEvent> fresh = events.subList(seen, events.size());
            assertThat(fresh).filteredOn(event -> event.getEventType().getName().equals("pollux.Finding") && event.getString("id").equals(WAITING)
                    && event.getString("local").endsWith(listener) && event.getString("evidence").contains("waiting=23")).isNotEmpty();
            assertThat(fresh).filteredOn(event -> event.getEventType().getName().equals("pollux.SlowReadiness")
                    && event.getString("loopThread").equals("blocked") && event.getDuration("delay").toMillis() >= SLOW_MS).isNotEmpty();
        });
    }

    private static Launch ward(Jdk jdk) {
        return Launch.of(jdk, Ward.class).arguments("sick", WAITING, SLOW);
    }

    /** ":PORT" of the one whose connections wait. */
    private static String listener(Victim victim) {
        String line = victim.until("ready").get(0);
        return line.substring(line.lastIndexOf(':'));
    }

    private List<RecordedEvent> dump(Victim victim) throws Exception {
        Path file = dir.resolve("dump.jfr");
        victim.ask("dump " + file);
        return RecordingFile.readAllEvents(file).stream().sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .filter(event -> event.getEventType().getName().startsWith("pollux.")).toList();
    }
}
