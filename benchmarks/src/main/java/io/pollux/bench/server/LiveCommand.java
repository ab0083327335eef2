package io.pollux.bench.server;

import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "live", description = "The same of one JVM, which Pollux comes to, changes the engine of, and leaves, in turns: no other JVM's luck with its compilers "
        + "is between them.")
final class LiveCommand extends TurnsCommand {
    @Option(names = "--server", paramLabel = "NAME", split = ",", defaultValue = "tomcat,jetty", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private List<Sample> samples;

    @Option(names = "--connections", paramLabel = "N", split = ",", defaultValue = "32", description = "a table each (default: ${DEFAULT-VALUE})")
    private List<Integer> connections;

    @Option(names = "--engine", paramLabel = "NAME", split = ",", defaultValue = "epoll,epoll-lazy", description = "a turn each (default: ${DEFAULT-VALUE})")
    private List<String> engines;

    @Option(names = "--option", paramLabel = "KEY=VALUE", split = ",", defaultValue = "port=0,copies=off,tap=off", description = "of each attach (default: ${DEFAULT-VALUE})")
    private List<String> options;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "7", description = "of each JVM (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        List<Variant> variants = LiveTurns.variants(engines);
        for (Sample sample : here(samples)) {
            results().keep("live", measured(sample, variants, connections, rounds, most -> LiveTurns.start(sample, variants, options, root(), most)), variants);
        }
        return 0;
    }
}
