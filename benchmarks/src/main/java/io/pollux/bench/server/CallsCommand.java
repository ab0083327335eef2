package io.pollux.bench.server;

import io.pollux.bench.Machine;
import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "calls", description = "System calls a request, counted by the kernel's tracepoints (perf).")
final class CallsCommand extends ServerCommand {
    @Option(names = "--server", paramLabel = "NAME", split = ",", defaultValue = "tomcat,jetty,netty-nio,netty-epoll,jdk,virtual",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private List<Sample> samples;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "32", description = "beside one in ping-pong (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--variant", paramLabel = "NAME", split = ",", defaultValue = "bare,all", description = "of variants.def (default: ${DEFAULT-VALUE})")
    private List<String> names;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "2", description = "under load (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        StringBuilder text = new StringBuilder(Machine.describe() + "\n\n" + CallCosts.head(connections));
        List<Map<String, Object>> json = new ArrayList<>();
        for (Sample sample : here(samples)) {
            for (Variant variant : variants(names)) {
                CallCosts costs = CallCosts.of(sample, variant, root(), connections, seconds);
                System.out.print(costs.line(sample, variant));
                text.append(costs.line(sample, variant));
                json.add(Map.of("server", sample.toString(), "variant", variant.name(), "calls_a_request", costs));
            }
        }
        results().replace("system-calls", text.toString(), json);
        return 0;
    }
}
