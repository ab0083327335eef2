package io.pollux.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The calls that Pollux counts, as cheap as the kernel makes them, so that what counting adds shows. A score is the
 * time of one call through the JDK: samples of some tens of microseconds, whose median does not see that the machine
 * has other work, as an average would.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CountedCalls.CALLS)
public class CountedCalls {
    static final int CALLS = 100;

    /** One byte through a pipe: a write, a read. */
    @Benchmark
    public int pipeWriteRead(PipeEnds ends) throws IOException {
        return bytesAcross(ends.sink, ends.source, ends.one);
    }

    /** The same from and to heap buffers, which the JDK copies through a direct one. */
    @Benchmark
    public int heapWriteRead(PipeEnds ends) throws IOException {
        return bytesAcross(ends.sink, ends.source, ends.heap);
    }

    /** One byte through a loopback TCP connection: a write, a read. */
    @Benchmark
    public int socketWriteRead(SocketEnds ends) throws IOException {
        return bytesAcross(ends.client, ends.server, ends.one);
    }

    /** A non-blocking read that finds nothing. */
    @Benchmark
    public int readAgain(PipeEnds ends) throws IOException {
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += ends.source.read(ends.one.clear());
        }
        return sum;
    }

    /** A wait that finds one ready descriptor. */
    @Benchmark
    public int selectNow(ReadyKey ready) throws IOException {
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += ready.selector.selectNow(key -> { });
        }
        return sum;
    }

    private static int bytesAcross(WritableByteChannel to, ReadableByteChannel from, ByteBuffer one) throws IOException {
        int sum = 0;
        for (int i = 0; i < CALLS / 2; i++) {
            sum += to.write(one.clear()) + from.read(one.clear());
        }
        return sum;
    }

    /** Room for a single byte, direct and on the heap. */
    @State(Scope.Thread)
    public static class OneByte {
        final ByteBuffer one = ByteBuffer.allocateDirect(1);
        final ByteBuffer heap = ByteBuffer.allocate(1);
    }

    /** A pipe whose source does not block. */
    @State(Scope.Thread)
    public static class PipeEnds extends OneByte {
        Pipe.SinkChannel sink;
        Pipe.SourceChannel source;

        @Setup
        public void open() throws IOException {
            Pipe pipe = Pipe.open();
            sink = pipe.sink();
            source = pipe.source();
            source.configureBlocking(false);
        }

        @TearDown
        public void close() throws IOException {
            sink.close();
            source.close();
        }
    }

    /** Both ends of a loopback connection, non-blocking. */
    @State(Scope.Thread)
    public static class SocketEnds extends OneByte {
        ByteChannel client;
        ByteChannel server;

        @Setup
        public void open() throws IOException {
            try (ServerSocketChannel listener = ServerSocketChannel.open()) {
                listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                client = nonBlocking(SocketChannel.open(listener.getLocalAddress()));
                server = nonBlocking(listener.accept());
            }
        }

        private static SocketChannel nonBlocking(SocketChannel channel) throws IOException {
            channel.configureBlocking(false);
            return channel;
        }

        @TearDown
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    /** A selector with one key that is ready for ever. */
    @State(Scope.Thread)
    public static class ReadyKey extends PipeEnds {
        Selector selector;

        @Setup
        public void register() throws IOException {
            selector = Selector.open();
            source.register(selector, SelectionKey.OP_READ);
            sink.write(one.clear());
        }

        @TearDown
        public void closeSelector() throws IOException {
            selector.close();
        }
    }
}
