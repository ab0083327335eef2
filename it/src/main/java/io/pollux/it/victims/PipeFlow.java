package io.pollux.it.victims;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/** A Pipe from one thread to another. Command "pipe N": N bytes go through it, and both ends count what passed. */
final class PipeFlow implements Server {
    private Pipe pipe;

    @Override
    public String start(String[] args) throws IOException {
        pipe = Pipe.open();
        return "-";
    }

    @Override
    public void command(String[] words) throws Exception {
        long bytes = Long.parseLong(words[1]);
        Thread writer = Workers.run("sink", () -> fill(bytes));
        drain(bytes);
        writer.join();
    }

    private void fill(long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8191);
        for (long left = bytes; left > 0;) {
            buffer.clear().limit((int) Math.min(left, buffer.capacity()));
            int n = pipe.sink().write(buffer);
            Tally.of(Keys.role("sink")).wrote(n);
            left -= n;
        }
    }

    private void drain(long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4093);
        for (long left = bytes; left > 0;) {
            int n = pipe.source().read(buffer.clear());
            Tally.of(Keys.role("source")).read(n);
            left -= n;
        }
    }
}
