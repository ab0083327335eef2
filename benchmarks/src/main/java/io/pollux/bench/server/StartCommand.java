package io.pollux.bench.server;

import io.pollux.bench.Machine;
import io.pollux.bench.Spread;
import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "start", description = "Time until a server listens, bare and with an agent, in turns.")
final class StartCommand extends ServerCommand {
    @Option(names = "--server", paramLabel = "NAME", defaultValue = "tomcat", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Sample sample;

    @Option(names = "--variant", paramLabel = "NAME", split = ",", defaultValue = "bare,bare-again,empty-agent,counts,copies,all,jfr,otel,jmx-exporter,async-profiler",
            description = "of variants.def (default: ${DEFAULT-VALUE})")
    private List<String> names;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "7", description = "a start of each in each round (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        List<Variant> variants = variants(names);
        List<Map<String, Double>> measured = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            measured.add(round(variants));
        }
        String text = text(variants, measured);
        System.out.println(text);
        results().replace("start", text, List.of(Map.of("server", sample.toString(), "seconds_until_it_listens", measured)));
        return 0;
    }

    private Map<String, Double> round(List<Variant> variants) throws IOException {
        Map<String, Double> round = new LinkedHashMap<>();
        for (Variant variant : variants) {
            try (ServerProcess server = ServerProcess.start(sample, variant, root())) {
                round.put(variant.name(), server.startSeconds());
            }
        }
        return round;
    }

    private String text(List<Variant> variants, List<Map<String, Double>> measured) throws IOException {
        StringBuilder text = new StringBuilder(Machine.describe() + ", " + sample.title() + ", " + rounds
                + " rounds\n\n| | until it listens | more than bare |\n| --- | ---: | ---: |\n");
        for (Variant variant : variants) {
            text.append(String.format(Locale.ROOT, "| %s | %.0f ms | %s |%n", variant.title(), median(measured, variant.name(), null) * 1e3,
                    variant.name().equals(Variant.BARE) ? "" : String.format(Locale.ROOT, "**%+.0f ms**", median(measured, variant.name(), Variant.BARE) * 1e3)));
        }
        return text.toString();
    }

    private static double median(List<Map<String, Double>> rounds, String name, String above) {
        return Spread.of(rounds, round -> round.get(name) - (above == null ? 0 : round.get(above))).median();
    }
}
