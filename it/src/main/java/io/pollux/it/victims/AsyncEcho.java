package io.pollux.it.victims;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.Executors;

/** {@code AsynchronousSocketChannel}s of one group with two threads. First argument: direct|heap. */
final class AsyncEcho implements Server {
    @Override
    public String start(String[] args) throws IOException {
        AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(2, Executors.defaultThreadFactory());
        AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open(group)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        boolean direct = args[0].equals("direct");
        listener.accept(null, new Handler<AsynchronousSocketChannel>() {
            @Override
            public void completed(AsynchronousSocketChannel channel, Void unused) {
                listener.accept(null, this);
                new Connection(channel, direct).read();
            }
        });
        return Keys.where(listener.getLocalAddress());
    }

    /** Handler whose failures the test sees. */
    private abstract static class Handler<T> implements CompletionHandler<T, Void> {
        @Override
        public void failed(Throwable e, Void unused) {
            Talk.say("failed %s", e);
        }
    }

    private static final class Connection {
        private final AsynchronousSocketChannel channel;
        private final ByteBuffer buffer;
        private final Tally tally;

        Connection(AsynchronousSocketChannel channel, boolean direct) {
            this.channel = channel;
            this.buffer = direct ? ByteBuffer.allocateDirect(4099) : ByteBuffer.allocate(4099);
            try {
                this.tally = Tally.of(Keys.remote(channel.getRemoteAddress()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        void read() {
            buffer.clear();
            channel.read(buffer, null, new Handler<Integer>() {
                @Override
                public void completed(Integer n, Void unused) {
                    if (n < 0) {
                        close();
                        return;
                    }
                    tally.add("read_bytes", n);
                    buffer.flip();
                    write();
                }
            });
        }

        private void write() {
            channel.write(buffer, null, new Handler<Integer>() {
                @Override
                public void completed(Integer n, Void unused) {
                    tally.add("write_bytes", n);
                    if (buffer.hasRemaining())
                        write();
                    else
                        read();
                }
            });
        }

        private void close() {
            Tally.forget(tally);
            try {
                channel.close();
            } catch (IOException e) {
                Talk.say("failed %s", e);
            }
        }
    }
}
