package io.pollux.it.victims.findings;

import static java.nio.channels.SelectionKey.OP_READ;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;

/** What many descriptors do to a process. */
final class CrowdAilments {
    private static final int MANY = 211;
    private static final int FEW = 7;
    /** Pipes that nobody else refers to stay open. */
    private static final List<Pipe> OPEN = new ArrayList<>();

    private CrowdAilments() {
    }

    static String idleDescriptors(boolean sick) throws IOException {
        open(sick ? MANY : FEW);
        return "role:pipe";
    }

    /** One connection that talks in a set of many that don't. */
    static String engineScans(boolean sick) throws IOException {
        Loop loop = new Loop().add(Connection.open().talk(FEW).near, OP_READ);
        return crowd(sick, loop).run("scanned", loop::echo);
    }

    /** The test says how many watches are close to the limit. */
    static String watchesClose(boolean sick) throws IOException {
        Loop loop = new Loop();
        crowd(sick, loop).selector().selectNow();
        loop.run("watching", loop::echo);
        return "process";
    }

    private static Loop crowd(boolean sick, Loop loop) throws IOException {
        for (Pipe pipe : open(sick ? MANY : FEW)) {
            pipe.source().configureBlocking(false);
            pipe.source().register(loop.selector(), OP_READ);
        }
        return loop;
    }

    /** The test sets the limit. */
    static String limitClose(boolean sick) throws IOException {
        open(sick ? MANY : FEW);
        return "process";
    }

    private static List<Pipe> open(int pipes) throws IOException {
        List<Pipe> opened = new ArrayList<>();
        for (int i = 0; i < pipes; i++)
            opened.add(Pipe.open());
        OPEN.addAll(opened);
        return opened;
    }
}
