package io.pollux.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    private static String text(int family, int port, byte[] bytes) {
        ByteBuffer row = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        row.putShort(0, (short) family).putShort(2, (short) port).put(4, bytes);
        return Address.text(row, 0, 32);
    }

    @Test
    void noneIsEmpty() {
        assertThat(text(0, 0, new byte[0])).isEmpty();
    }

    @Test
    void v4HasItsPort() {
        assertThat(text(2, 65535, new byte[] {(byte) 192, (byte) 168, 0, 1})).isEqualTo("192.168.0.1:65535");
    }

    @ParameterizedTest
    @CsvSource({"::1, [::1]:80", "::, [::]:80", "2001:db8::1, [2001:db8::1]:80", "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:80",
        "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:80", "fe80::, [fe80::]:80", "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]:80"})
    void v6IsShortened(String address, String expected) throws Exception {
        assertThat(text(10, 80, InetAddress.getByName(address).getAddress())).isEqualTo(expected);
    }

    @Test
    void mappedV4IsWrittenAsV4() {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 127;
        mapped[15] = 1;
        assertThat(text(10, 8080, mapped)).isEqualTo("127.0.0.1:8080");
    }

    @Test
    void unixPathsAndAbstractNames() {
        assertThat(text(1, 0, "/run/x.sock".getBytes(StandardCharsets.UTF_8))).isEqualTo("/run/x.sock");
        assertThat(text(1, 0, "@abstract".getBytes(StandardCharsets.UTF_8))).isEqualTo("@abstract");
        assertThat(text(1, 0, new byte[28])).isEmpty();
    }
}
