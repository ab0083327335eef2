package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;

/** The test's end towards a datagram echo server. Lock-step, so that loopback loses nothing. */
public final class DatagramPeer implements AutoCloseable {
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

    private DatagramPeer(int port) throws IOException {
        socket.connect(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
    }

    public static DatagramPeer to(String port) throws IOException {
        return new DatagramPeer(Integer.parseInt(port));
    }

    public void echo(int messages, int bytes) throws IOException {
        byte[] sent = new byte[bytes];
        DatagramPacket echo = new DatagramPacket(new byte[bytes + 1], bytes + 1);
        for (int i = 0; i < messages; i++) {
            Arrays.fill(sent, (byte) i);
            socket.send(new DatagramPacket(sent, bytes));
            socket.receive(echo);
            assertThat(Arrays.copyOf(echo.getData(), echo.getLength())).isEqualTo(sent);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
