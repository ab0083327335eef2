package io.pollux.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.http.BadParameter;
import io.pollux.json.Json;
import io.pollux.ledger.FakeLedger;
import io.pollux.ledger.FakeTable;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FdsQueryTest {
    @TempDir
    Path directory;

    private LedgerReader reader;
    private FdsQuery fds;

    @BeforeEach
    void open() throws IOException {
        FakeLedger fake = FakeLedger.standard(128);
        row(fake, 3, 1, 7);
        row(fake, 5, 1, 97);
        row(fake, 7, 2, 13);
        row(fake, 11, 3, 1);
        row(fake, 97, 1, 31).put("own", 1);
        reader = LedgerReader.open(fake.write(directory));
        fds = new FdsQuery(reader);
    }

    @AfterEach
    void close() {
        reader.close();
    }

    private static FakeTable.Put row(FakeLedger fake, int fd, int role, long reads) {
        return fake.table("fd").row(fd).put("state", 1).put("conn", fd + 100).put("role", role).put("proto", 1).put("loop", -1).put("reads", reads)
                .address("local", 2, 8000 + fd, (byte) 127, (byte) 0, (byte) 0, (byte) 1);
    }

    private Map<String, Object> ask(String query) throws IOException {
        StringBuilder out = new StringBuilder();
        fds.write(Asked.of(query), out);
        return Json.parseObject(out.toString());
    }

    private List<Long> numbers(String query) throws IOException {
        return ((List<?>) ask(query).get("fds")).stream().map(fd -> (Long) ((Map<?, ?>) fd).get("fd")).toList();
    }

    @Test
    void withoutParametersAllOfTheApplicationsByNumber() throws IOException {
        assertThat(numbers(null)).containsExactly(3L, 5L, 7L, 11L);
        assertThat(numbers("own=1")).containsExactly(3L, 5L, 7L, 11L, 97L);
    }

    @Test
    void numbersSortFromTheLargestDownAndWordsFromTheSmallestUp() throws IOException {
        assertThat(numbers("sort=reads")).containsExactly(5L, 7L, 3L, 11L);
        assertThat(numbers("sort=reads&reverse=1")).containsExactly(11L, 3L, 7L, 5L);
        assertThat(numbers("sort=role")).containsExactly(3L, 5L, 11L, 7L);
    }

    @Test
    void windowSaysHowManyThereAre() throws IOException {
        assertThat(numbers("sort=reads&offset=1&limit=2")).containsExactly(7L, 3L);
        assertThat(ask("sort=reads&offset=1&limit=2")).containsEntry("matched", 4L);
        assertThat(numbers("offset=1000")).isEmpty();
    }

    @Test
    void filtersByTextRoleAndNumber() throws IOException {
        assertThat(numbers("filter=:8007")).containsExactly(7L);
        assertThat(numbers("role=accepted")).containsExactly(3L, 5L);
        assertThat(numbers("fd=11")).containsExactly(11L);
        assertThat(numbers("fd=97")).isEmpty();
    }

    @Test
    void withoutAnEarlierReadingNothingGrew() throws IOException {
        assertThat(numbers("sort=reads&rate=1")).as("equal rates: by the totals").containsExactly(5L, 7L, 3L, 11L);
    }

    @Test
    void whatCantBeServedIsRefusedWithWhatIsKnown() {
        assertThatThrownBy(() -> ask("sort=raeds")).isInstanceOf(BadParameter.class).hasMessageContaining("no column 'raeds'").hasMessageContaining("read_bytes");
        assertThatThrownBy(() -> ask("sorted=reads")).isInstanceOf(BadParameter.class).hasMessageContaining("unknown parameter 'sorted'").hasMessageContaining("sort");
        assertThatThrownBy(() -> ask("limit=-1")).isInstanceOf(BadParameter.class).hasMessageContaining("limit");
        assertThatThrownBy(() -> ask("rate=yes")).isInstanceOf(BadParameter.class).hasMessageContaining("rate");
    }
}
