package io.pollux.cli.compare;

import io.pollux.ledger.LedgerReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes a reading where a turn begins to be measured and one where it ends. Not thread-safe. */
public final class Watch {
    private final LedgerReader reader;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<Long> waiters = new HashSet<>();
    private Plan.Turn turn;
    private Reading before;

    public Watch(LedgerReader reader) {
        this.reader = reader;
    }

    public void begin(Plan.Turn begun) {
        turn = begun;
        before = read();
    }

    public void end() {
        samples.add(Sample.between(turn, before, read()));
    }

    /** Once every turn of the plan has ended. */
    public Outcome outcome(Plan plan) {
        return new Outcome(plan, samples, waiters);
    }

    private Reading read() {
        Reading reading = Reading.of(reader, reader.pid(), turn.engine());
        waiters.addAll(reading.waiters());
        return reading;
    }
}
