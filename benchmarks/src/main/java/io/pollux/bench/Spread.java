package io.pollux.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Median and range of one quantity over repeated measurements. */
public record Spread(double median, double lowest, double highest) {

    /** @param measurements at least one */
    public static <T> Spread of(List<T> measurements, ToDoubleFunction<T> quantity) {
        double[] sorted = measurements.stream().mapToDouble(quantity).sorted().toArray();
        double median = Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElseThrow();
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
