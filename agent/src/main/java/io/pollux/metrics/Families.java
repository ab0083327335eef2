package io.pollux.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.Collector.Type;
import io.prometheus.client.exemplars.Exemplar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The families of one scrape, each once, in the order they were first added to. */
final class Families {
    /** Before every family's name. */
    static final String PREFIX = "pollux_";

    private static final class Family {
        private final Type type;
        private final StringBuilder help;
        private final List<Sample> samples = new ArrayList<>();

        Family(Type type, String help) {
            this.type = type;
            this.help = new StringBuilder(help);
        }
    }

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Monotone monotone;
    private final int most;
    private int series;
    private int dropped;

    /** @param most samples; any above are dropped */
    Families(Monotone monotone, int most) {
        this.monotone = monotone;
        this.most = most;
    }

    /** Adds to a family's help, once: the families are described before they are filled. */
    void describe(String name, Type type, String help) {
        Family known = families.get(name);
        if (known == null) {
            families.put(name, new Family(type, help));
        } else if (known.help.indexOf(help) < 0) {
            known.help.append("; ").append(help);
        }
    }

    void counter(String name, List<String> labels, List<String> values, double value) {
        add(name, "_total", labels, values, monotone.keep(name, values, value));
    }

    void gauge(String name, List<String> labels, List<String> values, double value) {
        add(name, "", labels, values, value);
    }

    /** One sample of a histogram: suffix _count or _sum. */
    void histogram(String name, String suffix, List<String> labels, List<String> values, double value) {
        add(name, suffix, labels, values, monotone.keep(name + suffix, values, value));
    }

    /** One bucket of a histogram, with a value that it counted, or null. */
    void bucket(String name, List<String> labels, List<String> values, double value, Exemplar exemplar) {
        add(name, new Sample(PREFIX + name + "_bucket", labels, values, monotone.keep(name + "_bucket", values, value), exemplar));
    }

    private void add(String name, String suffix, List<String> labels, List<String> values, double value) {
        add(name, new Sample(PREFIX + name + suffix, labels, values, value));
    }

    private void add(String name, Sample sample) {
        if (series == most) {
            dropped++;
            return;
        }
        families.get(name).samples.add(sample);
        series++;
    }

    /** Samples added so far. */
    int series() {
        return series;
    }

    /** Samples there was no room for. */
    int dropped() {
        return dropped;
    }

    /** All that have a sample. */
    List<MetricFamilySamples> samples() {
        List<MetricFamilySamples> all = new ArrayList<>();
        families.forEach((name, family) -> {
            if (!family.samples.isEmpty()) {
                all.add(new MetricFamilySamples(PREFIX + name, family.type, family.help.toString(), family.samples));
            }
        });
        return all;
    }
}
