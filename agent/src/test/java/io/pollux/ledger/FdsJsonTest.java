package io.pollux.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FdsJsonTest {
    @TempDir
    Path directory;

    @Test
    void hasTheIdentityAndEveryColumnByItsName() throws IOException {
        FakeLedger fake = FakeLedger.standard(16);
        fake.table("meta").row(0).put("used", 1).put("name", "engine").put("value", "poll");
        fake.table("fd").row(7).put("state", 1).put("conn", 19).put("role", 1).put("proto", 1).put("loop", -1)
                .address("local", 2, 8080, (byte) 127, (byte) 0, (byte) 0, (byte) 1).put("reads", 3).put("read_bytes", 1021);
        StringBuilder out = new StringBuilder();
        try (LedgerReader reader = LedgerReader.open(fake.write(directory))) {
            FdsJson.write(out, reader, FdViews.read(reader));
        }
        assertThat(out.toString().replaceFirst("\"clock_ns\":\\d+", "\"clock_ns\":0")).isEqualTo("{\"pid\":4711,\"engine\":\"poll\",\"detached\":false,\"clock_ns\":0,\"matched\":1,\"fds\":[{\"fd\":7,\"conn\":19,\"proto\":\"tcp\","
                + "\"role\":\"accepted\",\"local\":\"127.0.0.1:8080\",\"remote\":null,\"engine\":\"-\",\"state\":\"open\",\"mode\":\"0\",\"own\":false,\"model\":\"-\",\"born_ns\":0,\"loop\":-1,\"reads\":3,"
                + "\"read_bytes\":1021,\"write_bytes\":0,\"ready_to_read_max_ns\":0,\"split\":null}]}");
        assertThat(Json.parseObject(out.toString())).containsEntry("pid", 4711L);
    }
}
