package io.pollux.cli.compare;

import io.pollux.json.JsonWriter;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A comparison as JSON: every turn, every column, every ratio. What was not measured is null. */
public final class CompareJson {
    private final JsonWriter json;
    private final Outcome outcome;

    private CompareJson(Appendable out, Outcome outcome) {
        this.json = new JsonWriter(out);
        this.outcome = outcome;
    }

    /** Writes the whole document. {@code exceeded}: a line for each limit that was. */
    public static void write(Appendable out, LedgerReader reader, Outcome outcome, Advice advice, List<String> exceeded) throws IOException {
        new CompareJson(out, outcome).write(reader, advice, exceeded);
    }

    private void write(LedgerReader reader, Advice advice, List<String> exceeded) throws IOException {
        Plan plan = outcome.plan();
        json.beginObject();
        json.name("pid").value(reader.pid());
        json.name("engine").value(plan.inUse());
        json.name("rounds").value(plan.rounds());
        json.name("turn_ns").value(plan.turnNs());
        json.name("warm_up_ns").value(plan.warmUpNs());
        json.name("seed").value(plan.seed());
        json.name("threads").value(outcome.threads());
        json.name("engines").beginArray();
        for (Pool pool : outcome.pools()) {
            write(pool);
        }
        json.endArray();
        writeRatios();
        json.name("verdict").value(!advice.engine().isEmpty());
        json.name("switch").value(advice.isSwitch(outcome));
        json.name("recommended").value(advice.engine().isEmpty() ? null : advice.engine());
        json.name("sentence").value(advice.sentence());
        json.name("exceeded").beginArray();
        for (String line : exceeded) {
            json.value(line);
        }
        json.endArray().endObject();
    }

    private void write(Pool pool) throws IOException {
        json.beginObject();
        json.name("engine").value(pool.engine());
        json.name("seconds").value(pool.seconds());
        json.name("events").value(pool.events());
        json.name("waits").value(pool.waits());
        json.name("io_bytes").value(pool.ioBytes());
        json.name("cpu_ns").value(pool.cpuNs());
        json.name("fell_back").value(pool.fellBack());
        json.name("sets_elsewhere").value(pool.elsewhere());
        json.name("counters").beginObject();
        for (Map.Entry<String, Long> counter : pool.counters().entrySet()) {
            json.name(counter.getKey()).value(counter.getValue());
        }
        json.endObject();
        json.name("measures").beginObject();
        for (Measure measure : Measure.values()) {
            json.name(measure.key()).value(pool.value(measure));
        }
        json.endObject();
        writeTurns(pool);
        json.endObject();
    }

    private void writeTurns(Pool pool) throws IOException {
        json.name("turns").beginArray();
        for (int i = 0; i < pool.samples().size(); i++) {
            Sample sample = pool.samples().get(i);
            json.beginObject();
            json.name("round").value(sample.turn().round());
            json.name("seconds").value(sample.seconds());
            json.name("events").value(sample.events());
            json.name("cpu_ns").value(pool.cpuNs(i));
            for (Measure measure : Measure.values()) {
                json.name(measure.key()).value(pool.value(measure, i));
            }
            json.endObject();
        }
        json.endArray();
    }

    private void writeRatios() throws IOException {
        json.name("ratios").beginArray();
        for (Pool other : outcome.others()) {
            for (Map.Entry<Measure, Ratio> entry : outcome.ratios(other).entrySet()) {
                Ratio ratio = entry.getValue();
                json.beginObject();
                json.name("engine").value(other.engine());
                json.name("measure").value(entry.getKey().key());
                json.name("ratio").value(ratio.value());
                json.name("low").value(ratio.low());
                json.name("high").value(ratio.high());
                json.name("verdict").value(ratio.verdict().key());
                json.endObject();
            }
        }
        json.endArray();
    }
}
