package io.pollux.bench.server;

import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * System calls a request, by kind.
 *
 * @param single one connection in ping-pong
 * @param many   as many connections as were asked for, at full speed for some seconds
 */
record CallCosts(Map<SystemCalls.Kind, Double> single, Map<SystemCalls.Kind, Double> many) {
    private static final int WARM_UP = 2_003;
    private static final int REQUESTS = 10_007;

    /** Counts them on a server of its own. */
    static CallCosts of(Sample sample, Variant variant, Path root, int connections, int seconds) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(sample, variant, root); PingPong client = new PingPong(server.port())) {
            client.ask(WARM_UP);
            Map<SystemCalls.Kind, Double> single;
            try (SystemCalls calls = new SystemCalls(server.pid())) {
                int asked = client.ask(REQUESTS);
                single = each(calls.stop(), asked);
            }
            Wrk.load(server.port(), connections, seconds);
            try (SystemCalls calls = new SystemCalls(server.pid())) {
                long requests = Wrk.load(server.port(), connections, seconds).requests();
                return new CallCosts(single, each(calls.stop(), requests));
            }
        }
    }

    private static Map<SystemCalls.Kind, Double> each(Map<SystemCalls.Kind, Long> counted, long requests) {
        Map<SystemCalls.Kind, Double> each = new LinkedHashMap<>();
        counted.forEach((kind, count) -> each.put(kind, (double) count / requests));
        return each;
    }

    /** Calls for readiness alone: waits, interest, wake-ups. */
    static double readiness(Map<SystemCalls.Kind, Double> calls) {
        return calls.get(SystemCalls.Kind.WAIT) + calls.get(SystemCalls.Kind.CTL) + calls.get(SystemCalls.Kind.EVENTFD);
    }

    static String head(int connections) {
        return "| | | waits | epoll_ctl | eventfd | readiness | all but futex | waits, " + connections + " connections | epoll_ctl | eventfd | readiness | all but futex |\n"
                + "| --- | --- |" + " ---: |".repeat(10) + "\n";
    }

    String line(Sample sample, Variant variant) {
        return List.of(single, many).stream().map(CallCosts::cells)
                .collect(Collectors.joining(" | ", "| " + sample.title() + " | " + variant.title() + " | ", " |\n"));
    }

    private static String cells(Map<SystemCalls.Kind, Double> calls) {
        return String.format(Locale.ROOT, "%.2f | %.2f | %.2f | **%.2f** | %.2f", calls.get(SystemCalls.Kind.WAIT), calls.get(SystemCalls.Kind.CTL),
                calls.get(SystemCalls.Kind.EVENTFD), readiness(calls), calls.get(SystemCalls.Kind.ALL) - calls.get(SystemCalls.Kind.FUTEX));
    }
}
