package io.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import org.junit.jupiter.api.Test;

class BuffersTextTest {
    @Test
    void threadsWithMostStandFirstAndThoseLeftOutAreCounted() {
        assertThat(BuffersText.lines(Json.parseObject("""
                {"at_ms":1,"threads":3,"buffers":5,"bytes":4000,"largest_bytes":1000,"limit_bytes":null,
                "holding":[{"thread":"io-1","id":7,"buffers":3,"bytes":3000,"largest_bytes":1000},{"thread":"io-2","id":8,"buffers":1,"bytes":800,"largest_bytes":800}]}""")))
                .containsExactly("3 threads hold 5 temporary direct buffers, 4kB together",
                        "largest asked for: 1000 bytes; -Djdk.nio.maxCachedBufferSize=1000 would hold it",
                        "jdk.nio.maxCachedBufferSize is not set: each buffer asked for is kept until its thread ends", "",
                        "thread  buffers  bytes  largest  share",
                        "io-1          3    3kB      1kB  ###############",
                        "io-2          1    800      800  ####",
                        "and 1 thread with less");
    }

    @Test
    void nothingHeldIsALineAndNoTable() {
        assertThat(BuffersText.lines(Json.parseObject("{\"threads\":0,\"buffers\":0,\"bytes\":0,\"largest_bytes\":0,\"limit_bytes\":9001,\"holding\":[]}")))
                .containsExactly("0 threads hold 0 temporary direct buffers, 0 together",
                        "jdk.nio.maxCachedBufferSize is 9001: larger buffers are allocated and freed at each use");
    }
}
