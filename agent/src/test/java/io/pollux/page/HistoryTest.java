package io.pollux.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import io.pollux.ledger.FakeLedger;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final int RING = 300;

    @TempDir
    Path directory;

    private static FakeLedger ledger() {
        FakeLedger fake = FakeLedger.standard(16);
        fake.table("meta").row(0).put("used", 1).put("name", "engine").put("value", "poll");
        fake.table("group").row(0).put("used", 1).put("role", 1).put("reads", 13).put("read_bytes", 97);
        fake.table("fd").row(3).put("state", 1).put("conn", 1).put("reads", 7).put("read_bytes", 31);
        fake.table("fd").row(5).put("state", 1).put("conn", 2).put("reads", 11);
        fake.table("fd").row(7).put("state", 1).put("conn", 3).put("reads", 1009).put("own", 1);
        fake.table("engine").row(0).put("name", "epoll").put("waits_ready", 17);
        fake.table("set").row(0).put("used", 1).put("epfd", 9).put("waits_ready", 2);
        return fake;
    }

    private static Map<String, Object> ask(History history, String query) throws IOException {
        StringBuilder out = new StringBuilder();
        history.write(Asked.of(query), out);
        return Json.parseObject(out.toString());
    }

    private static List<?> values(Map<String, Object> answer, String of, String name) {
        return ((List<?>) answer.get("series")).stream().map(Map.class::cast).filter(s -> s.get("of").equals(of) && s.get("name").equals(name))
                .map(s -> (List<?>) s.get("values")).findFirst().orElseThrow();
    }

    @Test
    void addsClosedAndLiveWithoutPolluxItself() throws IOException {
        try (LedgerReader reader = LedgerReader.open(ledger().write(directory))) {
            History history = new History(reader);
            history.take();
            Map<String, Object> answer = ask(history, null);
            assertThat(values(answer, "fd", "reads")).isEqualTo(List.of(31L));
            assertThat(values(answer, "fd", "read_bytes")).isEqualTo(List.of(128L));
            assertThat(values(answer, "fd", "open")).isEqualTo(List.of(2L));
            assertThat(values(answer, "set", "waits_ready")).isEqualTo(List.of(19L));
            assertThat(values(answer, "hist", "ready_to_read_p99")).as("nothing was measured").isEqualTo(Arrays.asList((Object) null));
            assertThat(answer.get("engines")).isEqualTo(List.of("poll"));
        }
    }

    @Test
    void forgetsTheOldestAndTellsWhatIsNew() throws IOException {
        try (LedgerReader reader = LedgerReader.open(ledger().write(directory))) {
            History history = new History(reader);
            for (int i = 0; i < RING + 7; i++) {
                history.take();
            }
            List<?> times = (List<?>) ask(history, null).get("times_ms");
            assertThat(times).hasSize(RING);
            Object last = times.get(RING - 1);
            assertThat((List<?>) ask(history, "since=" + last).get("times_ms")).isEmpty();
            assertThat((List<?>) ask(history, "since=1").get("times_ms")).hasSize(RING);
        }
    }
}
