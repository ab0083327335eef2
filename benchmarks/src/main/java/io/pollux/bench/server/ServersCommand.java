package io.pollux.bench.server;

import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "servers", description = "Requests a second, latency, CPU, heap and RSS of whole servers under wrk, in turns with bare ones; tables of the same server, "
        + "connections and variants are replaced, others stay.")
final class ServersCommand extends TurnsCommand {
    @Option(names = "--server", paramLabel = "NAME", split = ",", defaultValue = "tomcat", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private List<Sample> samples;

    @Option(names = "--connections", paramLabel = "N", split = ",", defaultValue = "1,32,256", description = "a table each (default: ${DEFAULT-VALUE})")
    private List<Integer> connections;

    @Option(names = "--variant", paramLabel = "NAME", split = ",", description = "of variants.def (default: all of them)")
    private List<String> names;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "of each set of JVMs (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        List<Variant> variants = variants(names);
        for (Sample sample : here(samples)) {
            results().keep("servers", measured(sample, variants, connections, rounds, most -> ServerTurns.start(sample, variants, root(), most)), Variant.all(root()));
        }
        return 0;
    }
}
