package io.pollux.http;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Takes one connection after another, serves one request on each, and closes it. There are a few of these, so there are never more
 * connections than that: the others wait in the kernel's backlog, at no descriptor of the application's.
 */
final class Worker implements Runnable {
    /** From the accept to the end of the request's head, a TLS handshake among it. */
    static final long REQUEST_MS = 5_000;
    static final long ANSWER_MS = 30_000;
    /** The process is out of descriptors, as a rule: later there may be one again. */
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocket listening;
    private final Gate gate;
    private final SSLContext tls;
    private final Deadlines deadlines;

    /** @param tls null: plain */
    Worker(ServerSocket listening, Gate gate, SSLContext tls, Deadlines deadlines) {
        this.listening = listening;
        this.gate = gate;
        this.tls = tls;
        this.deadlines = deadlines;
    }

    @Override
    public void run() {
        while (!listening.isClosed()) {
            Socket socket = accepted();
            if (socket != null) {
                serve(socket);
            }
        }
    }

    private Socket accepted() {
        try {
            return listening.accept();
        } catch (IOException e) {
            if (!listening.isClosed()) {
                LockSupport.parkNanos(PAUSE_NS);
            }
            return null;
        }
    }

    /** Whatever goes wrong here is the client's trouble, and there is nobody to tell. */
    private void serve(Socket socket) {
        deadlines.within(socket, REQUEST_MS);
        try (socket) {
            socket.setTcpNoDelay(true);
            Socket spoken = tls == null ? socket : secured(socket);
            new Exchange(gate, pace(socket)).run(spoken.getInputStream(), spoken.getOutputStream());
            spoken.close();
        } catch (IOException | RuntimeException | LinkageError e) {
            // The connection ends.
        } finally {
            deadlines.done(socket);
        }
    }

    /** The plain socket stays the one that is cut: closing an SSLSocket waits for whoever writes to it. */
    private SSLSocket secured(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
        secured.setUseClientMode(false);
        return secured;
    }

    private Exchange.Pace pace(Socket socket) {
        return new Exchange.Pace() {
            @Override
            public void computing() {
                deadlines.unlimited(socket);
            }

            @Override
            public void sending() {
                deadlines.within(socket, ANSWER_MS);
            }
        };
    }
}
