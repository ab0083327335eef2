package io.pollux.model;

import io.pollux.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What this machine's system calls and copies cost, as libpollux measured them (calibrate.h), with a line through each curve.
 * The ledger has the measurements of an attached agent as a fact, so every reader derives the same figures from them.
 */
public final class Calibration {
    /** Name of the fact. */
    public static final String FACT = "calibration";

    /**
     * One thing that was measured over sizes.
     *
     * @param name   read, write or heap_copy
     * @param points the measurements, the smallest first
     * @param line   the model of them
     */
    public record Curve(String name, List<Point> points, Line line) {
    }

    private final double nullCallNs;
    private final double emptyWaitNs;
    private final double emptyReadNs;
    private final double tookNs;
    private final List<Curve> curves = new ArrayList<>();

    private Calibration(Map<String, Object> json) {
        nullCallNs = number(json.get("null_call_ns"));
        emptyWaitNs = number(json.get("empty_wait_ns"));
        emptyReadNs = number(json.get("empty_read_ns"));
        tookNs = number(json.get("took_ns"));
        for (String name : List.of("read", "write", "heap_copy")) {
            List<Point> points = points(json.get(name));
            curves.add(new Curve(name, points, Line.through(points)));
        }
    }

    /** From libpollux's JSON text. Throws IllegalArgumentException for anything else. */
    public static Calibration parse(String json) {
        return new Calibration(Json.parseObject(json));
    }

    /** What an agent measured, by the facts of its ledger; null when it has not. */
    public static Calibration of(Map<String, String> facts) {
        String fact = facts.getOrDefault(FACT, "");
        try {
            return fact.isEmpty() ? null : parse(fact);
        } catch (IllegalArgumentException e) {
            return null; // of another version
        }
    }

    private static List<Point> points(Object curve) {
        List<Point> points = new ArrayList<>();
        if (curve instanceof List<?> list) {
            for (Object pair : list) {
                if (pair instanceof List<?> two && two.size() == 2) {
                    // The clock's own step is a nanosecond: nothing takes less.
                    points.add(new Point(number(two.get(0)), Math.max(0.1, number(two.get(1)))));
                }
            }
        }
        if (points.size() < 2) {
            throw new IllegalArgumentException("no curve of two points or more");
        }
        return points;
    }

    private static double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("no number: " + value);
    }

    /** A system call that does nothing. */
    public double nullCallNs() {
        return nullCallNs;
    }

    /** epoll_wait with timeout 0 that finds nothing. */
    public double emptyWaitNs() {
        return emptyWaitNs;
    }

    /** A read that finds nothing (EAGAIN). */
    public double emptyReadNs() {
        return emptyReadNs;
    }

    /** How long measuring took. */
    public double tookNs() {
        return tookNs;
    }

    /** read, write and heap_copy. */
    public List<Curve> curves() {
        return List.copyOf(curves);
    }

    /** read(2) of so many bytes that are there. */
    public Line read() {
        return curves.get(0).line();
    }

    /** write(2) of so many bytes that there is room for. */
    public Line write() {
        return curves.get(1).line();
    }

    /** A copy between two buffers of user space. */
    public Line heapCopy() {
        return curves.get(2).line();
    }
}
