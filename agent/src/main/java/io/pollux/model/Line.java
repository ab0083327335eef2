package io.pollux.model;

import java.util.List;

/**
 * A straight line through measurements: what moving n bytes costs is {@code fixedNs + n * nsPerByte}. Least squares of the relative
 * errors, so that a read of 1 byte counts as much as one of a megabyte.
 *
 * @param fixedNs   cost of a call that moves nothing, 0 or more
 * @param nsPerByte cost of each byte on top, 0 or more
 * @param meanError mean of |line - measured| / measured: 0.1 is ten percent
 * @param maxError  the worst of them
 */
public record Line(double fixedNs, double nsPerByte, double meanError, double maxError) {

    /** The line of at least two points, none of which took no time. */
    public static Line through(List<Point> points) {
        double w = 0;
        double wx = 0;
        double wxx = 0;
        double wy = 0;
        double wxy = 0;
        for (Point p : points) {
            double weight = 1 / (p.ns() * p.ns());
            w += weight;
            wx += weight * p.bytes();
            wxx += weight * p.bytes() * p.bytes();
            wy += weight * p.ns();
            wxy += weight * p.bytes() * p.ns();
        }
        double slope = Math.max(0, (w * wxy - wx * wy) / (w * wxx - wx * wx));
        double fixed = Math.max(0, (wy - slope * wx) / w);
        return withErrors(fixed, slope, points);
    }

    private static Line withErrors(double fixed, double slope, List<Point> points) {
        double sum = 0;
        double max = 0;
        for (Point p : points) {
            double error = Math.abs(fixed + slope * p.bytes() - p.ns()) / p.ns();
            sum += error;
            max = Math.max(max, error);
        }
        return new Line(fixed, slope, sum / points.size(), max);
    }

    /** What moving so many bytes costs by this line. */
    public double ns(double bytes) {
        return fixedNs + nsPerByte * bytes;
    }
}
