package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** More channels than one epoll_wait of the JDK returns (1024), with descriptor numbers past FD_SETSIZE. */
final class CrowdCases {
    /** Prime, above 1024. */
    private static final int CROWD = 1289;
    /** So many selects must have shown them all. A switch starts again with the first, so who switches all the time allows for more. */
    private static final int SELECTS = Integer.getInteger("selects", 11);

    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("crowd-none-starves", () -> crowd(1));
        ALL.put("crowd-some-ready", () -> crowd(7));
        ALL.put("crowd-last-alone", CrowdCases::lastAlone);
    }

    private CrowdCases() {
    }

    private static List<Pipe> pipes(Selector selector) throws IOException {
        List<Pipe> pipes = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            Pipe pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            pipe.source().register(selector, OP_READ, i);
            pipes.add(pipe);
        }
        return pipes;
    }

    private static void close(List<Pipe> pipes) throws IOException {
        for (Pipe pipe : pipes) {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    /** Every n-th is ready and left unread: the selects must have shown them all, and no other. */
    private static Object crowd(int every) throws Exception {
        try (Selector selector = Selector.open()) {
            List<Pipe> pipes = pipes(selector);
            for (int i = 0; i < CROWD; i += every)
                pipes.get(i).sink().write(ByteBuffer.allocate(1));
            Set<Object> seen = new HashSet<>();
            for (int round = 0; round < SELECTS; round++)
                selector.select(key -> seen.add(key.attachment()));
            close(pipes);
            return seen.size() + " " + seen.stream().allMatch(i -> (Integer) i % every == 0);
        }
    }

    private static Object lastAlone() throws Exception {
        try (Selector selector = Selector.open()) {
            List<Pipe> pipes = pipes(selector);
            Blocked select = Blocked.in(selector::select);
            pipes.get(CROWD - 1).sink().write(ByteBuffer.allocate(1));
            String ready = select.result();
            SelectionKey key = selector.selectedKeys().iterator().next();
            close(pipes);
            return ready + " " + key.attachment();
        }
    }
}
