package io.pollux.bench.sample;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Blocking sockets, a virtual thread each (21 and later; by reflection, as this is compiled for 17). */
final class VirtualSample {
    private static final byte[] RESPONSE = response();

    private VirtualSample() {
    }

    static int start() throws IOException, ReflectiveOperationException {
        ServerSocket server = new ServerSocket(0, 511, InetAddress.getLoopbackAddress());
        Method startVirtual = Thread.class.getMethod("startVirtualThread", Runnable.class);
        startVirtual.invoke(null, (Runnable) () -> accept(server, startVirtual));
        return server.getLocalPort();
    }

    private static void accept(ServerSocket server, Method startVirtual) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                startVirtual.invoke(null, (Runnable) () -> serve(socket));
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request is all lines to the empty one. */
    private static void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    out.write(RESPONSE);
                }
            }
        } catch (IOException e) {
            // the load has gone
        }
    }

    private static byte[] response() {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + Sample.PAGE.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        response.writeBytes(Sample.PAGE);
        return response.toByteArray();
    }
}
