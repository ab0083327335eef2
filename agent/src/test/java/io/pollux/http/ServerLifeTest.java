package io.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pollux.agent.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The server's port and threads, from its start to its end. */
class ServerLifeTest extends ServerFixture {
    @Test
    void anAnswerThatHasBegunIsSentWholeBeforeTheServerStops() throws Exception {
        Thread stopping = new Thread(() -> server.stop(), "stopping");
        Resource slow = new Resource() {
            @Override
            public String contentType(String accept) {
                return "text/plain";
            }

            @Override
            public void write(Query query, OutputStream out) throws IOException {
                stopping.start();
                await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
                out.write(LONG.getBytes(StandardCharsets.UTF_8));
            }
        };
        server.stop();
        server = Server.start("127.0.0.1", 0, path -> slow, Access.OPEN, () -> { });
        assertThat(text("GET / HTTP/1.1\r\nHost: localhost")).endsWith(LONG);
        stopping.join();
    }

    @Test
    void marksEveryThreadThatTouchesDescriptorsAndEndsAllAtStop() throws IOException {
        text("GET /short HTTP/1.1\r\nHost: localhost");
        assertThat(marked.get()).isGreaterThanOrEqualTo(2);
        assertThat(server.stop()).isEmpty();
        assertThat(Threads.all()).noneMatch(thread -> thread.getName().startsWith("pollux-http-"));
    }

    @Test
    void startsDaemonsAlone() {
        assertThat(Threads.all()).filteredOn(thread -> thread.getName().startsWith("pollux-http-")).isNotEmpty().allMatch(Thread::isDaemon);
    }

    @Test
    void backgroundThreadsAreOwnDaemonsAndEnd() {
        CountDownLatch begun = new CountDownLatch(1);
        server.background("pollux-waits", () -> {
            begun.countDown();
            LockSupport.park();
        });
        await().until(() -> begun.getCount() == 0);
        assertThat(Threads.all()).filteredOn(thread -> thread.getName().equals("pollux-waits")).hasSize(1).allMatch(Thread::isDaemon);
        assertThat(server.stop()).isEmpty();
        assertThat(Threads.all()).noneMatch(thread -> thread.getName().equals("pollux-waits"));
    }

    @Test
    void saysThatThePortIsTaken() {
        assertThatThrownBy(() -> Server.start("127.0.0.1", server.port(), path -> null, Access.OPEN, marked::incrementAndGet)).isInstanceOf(BindException.class);
    }
}
