package io.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
    private static final String RESPONSE = "HTTP/1.1 200 \r\ncontent-length: 13\r\nDate: now\r\n\r\nthirteen byte";

    private final ResponseReader reader = new ResponseReader();

    @Test
    void responseCutAtAnyByteIsFoundWhole() throws ProtocolException {
        for (int cut = 1; cut < RESPONSE.length(); cut++) {
            assertThat(reader.accept(bytes(RESPONSE.substring(0, cut)))).as("cut at %d", cut).isFalse();
            assertThat(reader.accept(bytes(RESPONSE.substring(cut)))).as("cut at %d", cut).isTrue();
        }
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        assertThatThrownBy(() -> reader.accept(bytes(RESPONSE + "!")))
                .isInstanceOf(ProtocolException.class).hasMessageContaining("1 bytes after");
    }

    @Test
    void anyStatusButOkIsRefused() {
        assertThatThrownBy(() -> reader.accept(bytes("HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n")))
                .isInstanceOf(ProtocolException.class).hasMessageContaining("503");
    }

    @Test
    void aResponseWithoutALengthIsRefused() {
        assertThatThrownBy(() -> reader.accept(bytes("HTTP/1.1 200 \r\nConnection: close\r\n\r\n")))
                .isInstanceOf(ProtocolException.class).hasMessageContaining("Content-Length");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
