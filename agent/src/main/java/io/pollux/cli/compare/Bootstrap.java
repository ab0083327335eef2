package io.pollux.cli.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Ratios between two engines and how sure they are: rounds are drawn with replacement, thousands of times, both engines' turns of a round
 * together, as they met the same traffic. The 95 % interval is taken from the percentiles of the ratios drawn, expanded for few rounds
 * (T. Hesterberg, What Teachers Should Know About the Bootstrap, 2015, section 4.3: plain percentiles are too narrow by sqrt((n-1)/n), and know no t).
 */
final class Bootstrap {
    private static final int DRAWS = 4_000;
    private static final double OUTSIDE = 0.05;

    private final int[][] draws;
    private final double[] ends;

    /** For so many rounds. */
    Bootstrap(int rounds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        draws = new int[DRAWS][];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = random.ints(rounds, 0, rounds).toArray();
        }
        double low = share(rounds);
        ends = new double[] {low, 1 - low};
    }

    /** Share of the draws to leave out at either end, so that an interval from {@code n} rounds misses what is true in 5 of 100 cases. */
    static double share(int n) {
        double t = TDistribution.of(n - 1).inverseCumulativeProbability(OUTSIDE / 2);
        return normal(t * Math.sqrt(n / (n - 1.0)));
    }

    /** The normal distribution's cumulative probability. The library's class for it needs another library, for sampling. */
    private static double normal(double z) {
        return Erfc.value(-z / Math.sqrt(2)) / 2;
    }

    /** What {@code other} needs for each one that {@code inUse} needs, by measure. */
    Map<Measure, Ratio> ratios(Pool other, Pool inUse) {
        Map<Measure, double[]> drawn = new EnumMap<>(Measure.class);
        List.of(Measure.values()).forEach(measure -> drawn.put(measure, new double[DRAWS]));
        for (int i = 0; i < DRAWS; i++) {
            Sums one = other.drawn(draws[i]);
            Sums two = inUse.drawn(draws[i]);
            for (Map.Entry<Measure, double[]> entry : drawn.entrySet()) {
                entry.getValue()[i] = entry.getKey().of(one) / entry.getKey().of(two);
            }
        }
        Map<Measure, Ratio> ratios = new EnumMap<>(Measure.class);
        drawn.forEach((measure, values) -> ratios.put(measure, ratio(other.value(measure) / inUse.value(measure), values)));
        return ratios;
    }

    private Ratio ratio(double value, double[] drawn) {
        for (double one : drawn) {
            if (!Double.isFinite(one)) {
                return Ratio.UNKNOWN;
            }
        }
        double[] ends = Quantile.withDefaults().evaluate(drawn, this.ends);
        return new Ratio(value, ends[0], ends[1]);
    }
}
