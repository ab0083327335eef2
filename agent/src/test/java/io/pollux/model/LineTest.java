package io.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    private static List<Point> points(double fixed, double perByte) {
        List<Point> points = new ArrayList<>();
        for (double bytes = 1; bytes <= 1 << 20; bytes *= 4) {
            points.add(new Point(bytes, fixed + perByte * bytes));
        }
        return points;
    }

    @Test
    void pointsOnALineGiveThatLineWithoutError() {
        Line line = Line.through(points(1_400, 0.07));
        assertThat(line.fixedNs()).isCloseTo(1_400, within(1e-6));
        assertThat(line.nsPerByte()).isCloseTo(0.07, within(1e-9));
        assertThat(line.maxError()).isLessThan(1e-9);
        assertThat(line.ns(10_000)).isCloseTo(2_100, within(1e-3));
    }

    @Test
    void smallSizesWeighAsMuchAsLargeOnes() {
        List<Point> points = points(1_000, 0.1);
        points.set(points.size() - 1, new Point(1 << 20, 2 * (1_000 + 0.1 * (1 << 20))));
        assertThat(Line.through(points).ns(1)).isCloseTo(1_000, within(100.0));
    }

    @Test
    void errorsAreThoseOfTheWorstAndTheMeanPoint() {
        Line line = Line.through(List.of(new Point(1, 100), new Point(2, 300), new Point(3, 100)));
        assertThat(line.meanError()).isPositive();
        assertThat(line.maxError()).isGreaterThan(line.meanError());
    }

    @Test
    void nothingCostsLessThanNothing() {
        Line falling = Line.through(List.of(new Point(1, 1_000), new Point(1 << 20, 10)));
        assertThat(falling.nsPerByte()).isZero();
        Line steep = Line.through(List.of(new Point(10, 1), new Point(20, 100)));
        assertThat(steep.fixedNs()).isZero();
    }
}
