package io.pollux.cli.models;

import io.pollux.cli.text.Units;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** What is told of each model, one line each: head of its column, name in JSON and CSV, how it is computed of a run, how it is written. */
enum Figure {
    RATE("requests/s", "requests_per_second", run -> Run.ratio(times(run.sum("requests"), 1e9), run.sum("took_ns")), Units::scaled),
    P50("p50", "p50_ns", run -> run.sum("p50_ns"), Units::time),
    P99("p99", "p99_ns", run -> run.sum("p99_ns"), Units::time),
    CALLS("calls", "syscalls_per_request", run -> run.perRequest("syscalls"), Figure::hundredths),
    SWITCHES("switches", "switches_per_request", run -> Run.ratio(run.sum("switches") + run.sum("preemptions"), run.sum("requests")), Figure::hundredths),
    CPU("CPU", "cpu_ns_per_request", run -> run.perRequest("cpu_ns"), Units::time),
    WAITING("waiting", "waiting_ns_per_request", run -> run.perRequest("waiting_ns"), Units::time),
    COPYING("copying", "copying_ns_per_request", run -> run.perRequest("copying_ns"), Units::time),
    WAITING_SHARE(null, "waiting_share", run -> Run.ratio(run.sum("waiting_ns"), run.sum("serving_ns")), Figure::percent),
    COPYING_SHARE(null, "copying_share", run -> Run.ratio(run.sum("copying_ns"), run.sum("serving_ns")), Figure::percent),
    CLIENT(null, "client_cpu_share", run -> Run.ratio(run.sum("client_cpu_ns"), run.sum("took_ns")), Figure::percent);

    private final String head;
    private final String key;
    private final Function<Run, Double> of;
    private final DoubleFunction<String> format;

    Figure(String head, String key, Function<Run, Double> of, DoubleFunction<String> format) {
        this.head = head;
        this.key = key;
        this.of = of;
        this.format = format;
    }

    /** Null: it has no column in the tables. */
    String head() {
        return head;
    }

    String key() {
        return key;
    }

    /** Null where it is not to be seen. */
    Double of(Run run) {
        return of.apply(run);
    }

    String format(double value) {
        return format.apply(value);
    }

    private static Double times(Double value, double factor) {
        return value == null ? null : value * factor;
    }

    private static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", share * 100);
    }
}
