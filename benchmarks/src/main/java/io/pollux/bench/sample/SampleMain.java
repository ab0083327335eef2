package io.pollux.bench.sample;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One server in a JVM of its own. Prints {@code ready <port>}; answers each line on its standard input with the bytes that its live
 * threads have allocated up to now; ends when its input does, so that it never outlives whoever started it.
 */
public final class SampleMain {
    private SampleMain() {
    }

    /** @param args the name of a {@link Sample} constant */
    public static void main(String[] args) throws Exception {
        System.out.println("ready " + Sample.valueOf(args[0]).start());
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        while (questions.readLine() != null) {
            System.out.println(Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).filter(bytes -> bytes > 0).sum());
        }
        System.exit(0);
    }
}
