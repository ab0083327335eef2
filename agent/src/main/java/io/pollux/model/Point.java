package io.pollux.model;

/**
 * One measurement.
 *
 * @param bytes how many were moved
 * @param ns    what that took
 */
public record Point(double bytes, double ns) {
}
