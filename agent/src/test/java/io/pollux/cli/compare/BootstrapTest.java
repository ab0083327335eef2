package io.pollux.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final int COMPARISONS = 211;
    private static final int ROUNDS = 7;

    /** Hesterberg 2015, section 4.3: with 10 rounds 0.86 % outside at either end, with many the plain 2.5 %. */
    @Test
    void fewRoundsLeaveOutLess() {
        assertThat(Bootstrap.share(10)).isCloseTo(0.0086, within(0.0002));
        assertThat(Bootstrap.share(5)).isLessThan(0.002);
        assertThat(Bootstrap.share(100_000)).isCloseTo(0.025, within(0.0001));
    }

    /** Of many comparisons of an engine with itself under noise of 15 %, some 5 of 100 intervals miss 1. The seed is fixed: no luck is needed. */
    @Test
    void intervalsMissTheTruthAboutAsOftenAsTheySay() {
        Random noise = new Random(23);
        int missed = 0;
        for (int i = 0; i < COMPARISONS; i++) {
            Outcome outcome = new Turns(ROUNDS, "epoll", "poll").add("epoll", 10, noisy(noise)).add("poll", 10, noisy(noise)).outcome();
            Ratio ratio = outcome.ratio(outcome.others().get(0), Measure.CPU);
            missed += ratio.low() > 1 || ratio.high() < 1 ? 1 : 0;
        }
        assertThat(missed).isBetween(COMPARISONS / 100, COMPARISONS / 10);
    }

    private static double[] noisy(Random noise) {
        return noise.doubles(ROUNDS).map(unused -> 20_000 * Math.exp(0.15 * noise.nextGaussian())).toArray();
    }
}
