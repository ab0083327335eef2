package io.pollux.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * What the demo shows.
 *
 * @param launcher the script {@code bin/pollux}
 * @param busy keep-alive connections with a request in flight
 * @param idle keep-alive connections that stay silent
 * @param seconds of each turn
 * @param warmUp seconds before the first measurement
 * @param engines in the order of their turns; empty: every engine that the agent knows
 */
record Tour(Path launcher, int busy, int idle, int seconds, int warmUp, List<String> engines) {
    static final String USAGE = "usage: bin/demo [--seconds=5] [--warm-up=4] [--connections=32] [--idle=200] "
            + "[--engines=epoll,poll]";

    /**
     * Reads the command line: the launcher's path, then options.
     *
     * @throws IllegalArgumentException with the usage, if an argument is unknown or not a number
     */
    static Tour parse(String... args) {
        Tour tour = new Tour(Path.of(args[0]), 32, 200, 5, 4, List.of());
        for (int i = 1; i < args.length; i++) {
            String[] option = args[i].split("=", 2);
            if (option.length != 2) {
                throw new IllegalArgumentException(USAGE);
            }
            tour = tour.with(option[0], option[1]);
        }
        return tour;
    }

    private Tour with(String option, String value) {
        return switch (option) {
            case "--seconds" -> new Tour(launcher, busy, idle, atLeast(1, value), warmUp, engines);
            case "--warm-up" -> new Tour(launcher, busy, idle, seconds, atLeast(1, value), engines);
            case "--connections" -> new Tour(launcher, atLeast(1, value), idle, seconds, warmUp, engines);
            case "--idle" -> new Tour(launcher, busy, atLeast(0, value), seconds, warmUp, engines);
            case "--engines" -> new Tour(launcher, busy, idle, seconds, warmUp, List.of(value.split(",")));
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private static int atLeast(int least, String value) {
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < least) {
            throw new IllegalArgumentException("not a number this option takes: " + value + "; " + USAGE);
        }
        return Integer.parseInt(value);
    }
}
