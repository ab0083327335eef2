package io.pollux.bench.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.bench.Machine;
import io.pollux.bench.Page;
import io.pollux.bench.Spread;
import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whole servers, bare and under every variant; results go to docs/overhead.md and, with every turn, to docs/overhead/. */
@Command(name = "bin/bench", mixinStandardHelpOptions = true)
public final class ServerBench {
    @Option(names = "--root", required = true, hidden = true)
    private Path root;

    private List<Variant> variants = List.of();

    private ServerBench() {
    }

    /** @param args see {@code --help} */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ServerBench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }

    @Command(name = "servers", description = "requests/s, latency, CPU, heap and RSS of whole servers under wrk, in turns with bare ones; tables of the same server, connections and variants are replaced, others stay", mixinStandardHelpOptions = true)
    int servers(@Option(names = "--server", split = ",", description = "${COMPLETION-CANDIDATES}", defaultValue = "TOMCAT") List<Sample> samples,
            @Option(names = "--connections", split = ",", defaultValue = "1,32,256") List<Integer> connections,
            @Option(names = "--variant", split = ",", description = "names of variants.def; all of them by default") List<String> names,
            @Option(names = "--forks", defaultValue = "3", description = "sets of JVMs: one that was compiled otherwise is faster or slower for good") int forks,
            @Option(names = "--rounds", defaultValue = "5", description = "with each of them") int rounds,
            @Option(names = "--seconds", defaultValue = "2", description = "a turn") int seconds) throws IOException, InterruptedException {
        chosen(names);
        for (Sample sample : here(samples)) {
            keep("servers", measured(sample, connections, forks, rounds, seconds, most -> ServerTurns.start(sample, variants, root, most)),
                    Variant.all(root));
        }
        return 0;
    }

    @Command(name = "live", description = "the same of one JVM, which Pollux comes to, changes the engine of, and leaves in turns: no other JVM's luck with its compilers is between them", mixinStandardHelpOptions = true)
    int live(@Option(names = "--server", split = ",", description = "${COMPLETION-CANDIDATES}", defaultValue = "TOMCAT,JETTY") List<Sample> samples,
            @Option(names = "--connections", split = ",", defaultValue = "32") List<Integer> connections,
            @Option(names = "--engine", split = ",", defaultValue = "epoll,epoll-lazy") List<String> engines,
            @Option(names = "--option", split = ",", description = "of the attach", defaultValue = "port=0,copies=off,tap=off") List<String> options,
            @Option(names = "--forks", defaultValue = "3", description = "JVMs, one after the other") int forks,
            @Option(names = "--rounds", defaultValue = "7", description = "with each of them") int rounds,
            @Option(names = "--seconds", defaultValue = "2", description = "a turn") int seconds) throws IOException, InterruptedException {
        variants = LiveTurns.variants(engines);
        for (Sample sample : here(samples)) {
            keep("live", measured(sample, connections, forks, rounds, seconds, most -> LiveTurns.start(sample, variants, options, root, most)), variants);
        }
        return 0;
    }

    private static List<Sample> here(List<Sample> samples) {
        return samples.stream().filter(sample -> sample.runsOn(Runtime.version().feature())).toList();
    }

    private List<ServerLoad> measured(Sample sample, List<Integer> connections, int forks, int rounds, int seconds, Turns.Start start)
            throws IOException, InterruptedException {
        List<ServerLoad> loads = connections.stream().map(count -> new ServerLoad(sample, variants, count)).toList();
        int most = connections.stream().mapToInt(i -> i).max().orElseThrow();
        for (int i = 0; i < forks; i++) {
            try (Turns turns = start.under(most)) {
                for (ServerLoad load : loads) {
                    load.add(turns, rounds, seconds);
                }
            }
        }
        loads.forEach(load -> System.out.println("\n" + load.text()));
        return loads;
    }

    private void keep(String section, List<ServerLoad> loads, List<Variant> titled) throws IOException {
        Measurements kept = Measurements.of(file(section), Machine.describe());
        loads.forEach(load -> kept.put(load.json()));
        kept.save();
        Path picture = root.resolve("docs/pictures/overhead/" + ofThisJdk(section) + ".svg");
        Files.createDirectories(picture.getParent());
        Files.writeString(picture, kept.picture(titled));
        page(section, kept.text());
    }

    @Command(name = "calls", description = "system calls a request, counted by the kernel's tracepoints (perf)", mixinStandardHelpOptions = true)
    int calls(@Option(names = "--server", split = ",", description = "${COMPLETION-CANDIDATES}", defaultValue = "TOMCAT,JETTY,NETTY_NIO,NETTY_EPOLL,JDK,VIRTUAL") List<Sample> samples,
            @Option(names = "--connections", defaultValue = "32") int connections,
            @Option(names = "--variant", split = ",", defaultValue = "bare,all", description = "names of variants.def") List<String> names,
            @Option(names = "--seconds", defaultValue = "2") int seconds) throws IOException, InterruptedException {
        chosen(names);
        StringBuilder text = new StringBuilder(Machine.describe() + "\n\n" + CallCosts.head(connections));
        List<Map<String, Object>> json = new ArrayList<>();
        for (Sample sample : here(samples)) {
            for (Variant variant : variants) {
                CallCosts costs = CallCosts.of(sample, variant, root, connections, seconds);
                System.out.print(costs.line(sample, variant));
                text.append(costs.line(sample, variant));
                json.add(Map.of("server", sample.toString(), "variant", variant.name(), "calls_a_request", costs));
            }
        }
        write("system-calls", text, json);
        return 0;
    }

    @Command(name = "start", description = "time until a server listens, bare and with an agent, in turns", mixinStandardHelpOptions = true)
    int start(@Option(names = "--server", defaultValue = "TOMCAT") Sample sample,
            @Option(names = "--variant", split = ",", defaultValue = "bare,bare-again,empty-agent,counts,all,jfr,otel,jmx-exporter,async-profiler") List<String> names,
            @Option(names = "--rounds", defaultValue = "7") int rounds) throws IOException {
        chosen(names);
        List<Map<String, Double>> measured = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Map<String, Double> round = new LinkedHashMap<>();
            for (Variant variant : variants) {
                try (ServerProcess server = ServerProcess.start(sample, variant, root)) {
                    round.put(variant.name(), server.startSeconds());
                }
            }
            measured.add(round);
        }
        StringBuilder text = new StringBuilder(Machine.describe() + ", " + sample.title() + ", " + rounds + " rounds\n\n| | until it listens | more than bare |\n| --- | ---: | ---: |\n");
        for (Variant variant : variants) {
            text.append(String.format(Locale.ROOT, "| %s | %.0f ms | %s |%n", variant.title(), median(measured, variant.name(), null) * 1e3,
                    variant.name().equals(Variant.BARE) ? "" : String.format(Locale.ROOT, "**%+.0f ms**", median(measured, variant.name(), Variant.BARE) * 1e3)));
        }
        System.out.println(text);
        write("start", text, List.of(Map.of("server", sample.toString(), "seconds_until_it_listens", measured)));
        return 0;
    }

    private static double median(List<Map<String, Double>> rounds, String name, String above) {
        return Spread.of(rounds, round -> round.get(name) - (above == null ? 0 : round.get(above))).median();
    }

    private void chosen(List<String> names) throws IOException {
        List<Variant> all = Variant.all(root);
        variants = names == null ? all : names.stream().map(name -> Variant.of(name, all)).toList();
    }

    private void write(String section, StringBuilder text, List<Map<String, Object>> json) throws IOException {
        page(section, text.toString());
        Files.createDirectories(file(section).getParent());
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file(section).toFile(), Map.of("machine", Machine.describe(), "measured", json));
    }

    private void page(String section, String text) throws IOException {
        new Page(root.resolve("docs/overhead.md")).replace(ofThisJdk(section), text);
    }

    /** Every turn of what the page has the medians of. */
    private Path file(String section) {
        return root.resolve("docs/overhead/" + ofThisJdk(section) + ".json");
    }

    private static String ofThisJdk(String section) {
        return section + "-" + Runtime.version().feature();
    }
}
