package io.pollux.cli.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Who serves when: in each round every engine once, in an order drawn anew, so that what changes with time meets all alike.
 *
 * @param engines the one in use first
 * @param rounds  turns of each engine
 * @param turnNs  length of a turn
 * @param seed    of the orders, and of what is drawn later
 */
public record Plan(List<String> engines, int rounds, long turnNs, long seed) {
    /** With fewer rounds an interval would say next to nothing. */
    public static final int LEAST_ROUNDS = 5;
    /** More make a comparison no better, but each of their turns shorter. */
    private static final int MOST_ROUNDS = 30;
    /** Below it a turn is noise: the kernel books a thread's CPU time at its ticks, of up to 10 ms. */
    private static final long LEAST_TURN_NS = 200_000_000;
    private static final long GOOD_TURN_NS = 1_000_000_000;
    /** Of each turn the first part is left out: caches are cold, and the switch's own work is in it. */
    private static final double WARM_UP = 0.2;

    /** One engine's time in one round. */
    public record Turn(int round, String engine) {
    }

    /** {@code rounds}: 0 lets the duration decide. */
    public static Plan of(List<String> engines, Duration duration, int rounds, long seed) {
        long eachNs = duration.toNanos() / engines.size();
        int chosen = rounds > 0 ? rounds : (int) Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, eachNs / GOOD_TURN_NS));
        return new Plan(List.copyOf(engines), chosen, eachNs / chosen, seed);
    }

    /** Whether its turns are too short to say anything. */
    public boolean isTooShort() {
        return turnNs < LEAST_TURN_NS;
    }

    /** The least duration with as many engines and rounds that is not too short. */
    public Duration least() {
        return Duration.ofMillis((long) Math.ceil(LEAST_TURN_NS / 1e6) * engines.size() * rounds);
    }

    public long warmUpNs() {
        return (long) (turnNs * WARM_UP);
    }

    public long wholeNs() {
        return turnNs * engines.size() * rounds;
    }

    /** The engine in use, which the others are compared with. */
    public String inUse() {
        return engines.get(0);
    }

    /** Every turn, in order. */
    public List<Turn> turns() {
        Random random = new Random(seed);
        List<Turn> turns = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            List<String> order = new ArrayList<>(engines);
            Collections.shuffle(order, random);
            for (String engine : order) {
                turns.add(new Turn(round, engine));
            }
        }
        return turns;
    }
}
