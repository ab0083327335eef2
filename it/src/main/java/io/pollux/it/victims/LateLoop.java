package io.pollux.it.victims;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * An event loop that is late on purpose, with its own peer, so that it knows when each byte arrived. "late TIMES BLOCKED READING":
 * so often a byte arrives, the loop is blocked for BLOCKED ms, selects, dawdles for READING ms and reads. It says "whole LOW HIGH": ns from
 * the arrivals to the returns of the reads, added up, at least and at most.
 */
public final class LateLoop {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1);
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final SocketChannel peer;
    private final SocketChannel channel;
    private long low;
    private long high;

    private LateLoop() throws Exception {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        peer = SocketChannel.open(listener.getLocalAddress());
        channel = listener.accept();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        selector.selectNow();
    }

    public static void main(String[] args) throws Exception {
        Talk.hello();
        LateLoop loop = new LateLoop();
        Talk.say("key %s", Keys.remote(loop.channel.getRemoteAddress()));
        Talk.serve(loop::command);
    }

    private void command(String[] words) throws Exception {
        low = high = 0;
        for (int i = 0; i < Integer.parseInt(words[1]); i++)
            round(Long.parseLong(words[2]), Long.parseLong(words[3]));
        Talk.say("whole %d %d", low, high);
    }

    private void round(long blockedMs, long readingMs) throws Exception {
        buffer.clear();
        long beforeWrite = System.nanoTime();
        peer.write(buffer);
        long afterWrite = System.nanoTime();
        Thread.sleep(blockedMs);
        selector.select();
        selector.selectedKeys().clear();
        Thread.sleep(readingMs);
        buffer.clear();
        long beforeRead = System.nanoTime();
        channel.read(buffer);
        high += System.nanoTime() - beforeWrite;
        low += beforeRead - afterWrite;
    }
}
