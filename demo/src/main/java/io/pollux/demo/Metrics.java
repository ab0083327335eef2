package io.pollux.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One scrape of {@code /metrics}, in the Prometheus text format: series and their values. Immutable. */
final class Metrics {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][^{ ]*(?:\\{.*})?) (\\S+)(?: .*)?");
    private static final Pattern BOUND = Pattern.compile("[{,]le=\"([^\"]+)\"");

    private final Map<String, Double> samples;

    private Metrics(Map<String, Double> samples) {
        this.samples = samples;
    }

    /** Scrapes an agent's page. */
    static Metrics scrape(HttpClient client, URI page) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(page + " answered " + response.statusCode());
        }
        return parse(response.body());
    }

    static Metrics parse(String text) {
        Map<String, Double> samples = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                samples.put(sample.group(1), number(sample.group(2)));
            }
        }
        return new Metrics(samples);
    }

    /** What was added since an earlier scrape, series by series. */
    Metrics since(Metrics earlier) {
        Map<String, Double> delta = new LinkedHashMap<>();
        samples.forEach((series, value) -> delta.put(series, value - earlier.samples.getOrDefault(series, 0.0)));
        return new Metrics(delta);
    }

    /** Both added, series by series: for what two stretches of time have gained. */
    Metrics plus(Metrics other) {
        Map<String, Double> sum = new LinkedHashMap<>(samples);
        other.samples.forEach((series, value) -> sum.merge(series, value, Double::sum));
        return new Metrics(sum);
    }

    /** The different values of a label in a family, in the order of the page. */
    List<String> labelValues(String family, String label) {
        Pattern value = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
        return samples.keySet().stream()
                .filter(series -> isOf(series, family))
                .map(value::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /**
     * Adds up the series of a family.
     *
     * @param labels what the series must carry, written {@code name="value"}
     */
    double sum(String family, String... labels) {
        return samples.entrySet().stream()
                .filter(sample -> isOf(sample.getKey(), family, labels))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /**
     * A quantile of a histogram, interpolated inside its bucket as Prometheus' {@code histogram_quantile} does.
     *
     * @return the quantile in the histogram's unit; NaN if it holds nothing
     */
    double quantile(double q, String family, String... labels) {
        TreeMap<Double, Double> cumulative = new TreeMap<>();
        samples.forEach((series, value) -> {
            Matcher bound = BOUND.matcher(series);
            if (isOf(series, family + "_bucket", labels) && bound.find()) {
                cumulative.merge(number(bound.group(1)), value, Double::sum);
            }
        });
        if (cumulative.isEmpty() || cumulative.lastEntry().getValue() == 0) {
            return Double.NaN;
        }
        return interpolate(q * cumulative.lastEntry().getValue(), cumulative);
    }

    private static double interpolate(double rank, TreeMap<Double, Double> cumulative) {
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
            double upper = bucket.getKey();
            double upTo = bucket.getValue();
            if (upTo >= rank && upTo > below) {
                return Double.isInfinite(upper) ? lower : lower + (upper - lower) * (rank - below) / (upTo - below);
            }
            lower = upper;
            below = upTo;
        }
        return lower;
    }

    private static boolean isOf(String series, String family, String... labels) {
        if (!series.equals(family) && !series.startsWith(family + "{")) {
            return false;
        }
        for (String label : labels) {
            if (!series.contains("{" + label) && !series.contains("," + label)) {
                return false;
            }
        }
        return true;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
