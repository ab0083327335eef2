package io.pollux.it.harness;

import java.util.ArrayList;
import java.util.List;

/** Which servers a victim runs; see the victims' {@code Servers}. */
public final class Specs {
    /** One selector each: interest kept or toggled, direct or heap buffers. */
    public static final List<String> SELECTORS =
            List.of("selector:fixed:direct:inet", "selector:fixed:heap:inet", "selector:toggle:direct:inet", "selector:toggle:heap:inet");

    /** Netty's native epoll transport: 4.1, which registers edge-triggered, twice in class loaders of their own, and 4.2. */
    public static final List<String> NETTY = List.of("netty:netty-4.1:NettyEcho", "netty:netty-4.1:NettyEcho:again", "netty:netty-4.2:NettyEcho");

    private Specs() {
    }

    /** Every transport that the JDK has. An SO_TIMEOUT is longer than any test, so that idle connections stay. */
    public static List<String> transports(Jdk jdk) {
        List<String> specs = new ArrayList<>(List.of("blocking:0", "blocking:900000", "channel:single", "channel:vector", "async:direct", "async:heap",
                "selector:toggle:direct:unix", "selector:fixed:heap:unix", "datagram:free:heap", "datagram:connected:direct", "pipe", "sendfile:1000003"));
        if (jdk.hasVirtualThreads())
            specs.addAll(List.of("virtual:0", "virtual:900000"));
        return specs;
    }

    /** Every way to wait, one server each, all over TCP: what a load can be put on. */
    public static List<String> waits(Jdk jdk) {
        List<String> specs = new ArrayList<>(List.of("selector:fixed:direct:inet", "selector:toggle:heap:inet", "async:heap", "blocking:900000"));
        if (jdk.hasVirtualThreads())
            specs.add("virtual:0");
        return specs;
    }
}
