package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pipes under a selector: data, a full pipe, and either end gone. */
final class PipeCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("pipe-readable", PipeCases::readable);
        ALL.put("pipe-writable-after-drain", PipeCases::writable);
        ALL.put("pipe-sink-closed", PipeCases::sinkClosed);
        ALL.put("pipe-source-closed", PipeCases::sourceClosed);
    }

    private PipeCases() {
    }

    private static Pipe nonBlocking() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
        return pipe;
    }

    private static Object readable() throws Exception {
        Pipe pipe = nonBlocking();
        try (Selector selector = Selector.open(); Pipe.SourceChannel source = pipe.source(); Pipe.SinkChannel sink = pipe.sink()) {
            source.register(selector, OP_READ);
            int quiet = selector.selectNow();
            Blocked select = Blocked.in(selector::select);
            sink.write(ByteBuffer.allocate(11));
            return quiet + " " + select.result() + " " + source.read(ByteBuffer.allocate(20)) + " " + source.read(ByteBuffer.allocate(20));
        }
    }

    private static Object writable() throws Exception {
        Pipe pipe = nonBlocking();
        try (Selector selector = Selector.open(); Pipe.SourceChannel source = pipe.source(); Pipe.SinkChannel sink = pipe.sink()) {
            ByteBuffer block = ByteBuffer.allocateDirect(4096);
            int blocks = 0;
            while (sink.write(block.clear()) > 0)
                blocks++;
            SelectionKey key = sink.register(selector, OP_WRITE);
            int full = selector.selectNow();
            Blocked select = Blocked.in(selector::select);
            for (int i = 0; i < blocks; i++)
                source.read(block.clear());
            return blocks + " " + full + " " + select.result() + " " + key.isWritable();
        }
    }

    private static Object sinkClosed() throws Exception {
        Pipe pipe = nonBlocking();
        try (Selector selector = Selector.open(); Pipe.SourceChannel source = pipe.source()) {
            SelectionKey key = source.register(selector, OP_READ);
            Blocked select = Blocked.in(selector::select);
            pipe.sink().close();
            return select.result() + " " + key.readyOps() + " " + source.read(ByteBuffer.allocate(1));
        }
    }

    private static Object sourceClosed() throws Exception {
        Pipe pipe = nonBlocking();
        try (Selector selector = Selector.open(); Pipe.SinkChannel sink = pipe.sink()) {
            SelectionKey key = sink.register(selector, OP_WRITE);
            pipe.source().close();
            int n = selector.select();
            return n + " " + key.readyOps() + " " + write(sink);
        }
    }

    private static String write(Pipe.SinkChannel sink) {
        try {
            return String.valueOf(sink.write(ByteBuffer.allocate(1)));
        } catch (Exception e) {
            return Blocked.nameOf(e);
        }
    }
}
