package io.pollux.bench.sample;

import java.util.Arrays;
import java.util.Locale;

/** The servers that are measured: each as it comes, on a free port of 127.0.0.1, answering every GET with the same kilobyte. A new one is a line here. */
public enum Sample {
    TOMCAT("Tomcat", 17, TomcatSample::start),
    JETTY("Jetty", 17, JettySample::start),
    NETTY_NIO("Netty, NIO", 17, () -> NettySample.start(NettySample.NIO)),
    NETTY_EPOLL("Netty, its own epoll", 17, () -> NettySample.start(NettySample.NATIVE)),
    JDK("jdk.httpserver", 17, JdkSample::start),
    VIRTUAL("a virtual thread a connection", 21, VirtualSample::start);

    static final byte[] PAGE = page();

    private final String title;
    private final int since;
    private final Start start;

    Sample(String title, int since, Start start) {
        this.title = title;
        this.since = since;
        this.start = start;
    }

    /** Starts the server; returns its port. */
    @FunctionalInterface
    interface Start {
        int start() throws Exception;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** Whether a JDK of this feature version runs it. */
    public boolean runsOn(int feature) {
        return feature >= since;
    }

    /** Its name on command lines: netty-nio. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int start() throws Exception {
        return start.start();
    }

    private static byte[] page() {
        byte[] page = new byte[1024];
        Arrays.fill(page, (byte) 'p');
        return page;
    }
}
