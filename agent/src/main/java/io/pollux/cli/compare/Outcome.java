package io.pollux.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A comparison that was carried through: what each engine did and cost, and how it compares with the engine in use. */
public final class Outcome {
    /** Under fewer events an engine was not at work, and nothing is said of it. */
    static final long LEAST_EVENTS = 100;

    private final Plan plan;
    private final Set<Long> waiters;
    private final Map<String, Pool> pools = new LinkedHashMap<>();
    private final Map<String, Map<Measure, Ratio>> ratios = new LinkedHashMap<>();

    /** {@code samples}: of every turn; {@code waiters}: all threads that were seen to wait on the application's sets. */
    public Outcome(Plan plan, List<Sample> samples, Set<Long> waiters) {
        this.plan = plan;
        this.waiters = Set.copyOf(waiters);
        for (String engine : plan.engines()) {
            List<Sample> own = new ArrayList<>(samples.stream().filter(sample -> sample.turn().engine().equals(engine)).toList());
            pools.put(engine, new Pool(engine, own, this.waiters));
        }
        Bootstrap bootstrap = new Bootstrap(plan.rounds(), plan.seed());
        others().forEach(other -> ratios.put(other.engine(), bootstrap.ratios(other, inUse())));
    }

    public Plan plan() {
        return plan;
    }

    /** Threads that wait on the application's sets, whose CPU time is compared. */
    public int threads() {
        return waiters.size();
    }

    /** The engine in use first. */
    public List<Pool> pools() {
        return List.copyOf(pools.values());
    }

    public Pool inUse() {
        return pools.get(plan.inUse());
    }

    public List<Pool> others() {
        return pools().subList(1, pools.size());
    }

    /** Against the engine in use. */
    public Map<Measure, Ratio> ratios(Pool other) {
        return ratios.get(other.engine());
    }

    public Ratio ratio(Pool other, Measure measure) {
        return ratios(other).get(measure);
    }

    /** Engines whose ratio lies beyond the limit, and not by chance. */
    public List<Pool> exceeding(Measure measure, double limit) {
        return others().stream().filter(other -> ratio(other, measure).exceeds(limit)).toList();
    }

    /** Why there is no verdict; empty: there is one. */
    public String objection() {
        for (Pool pool : pools.values()) {
            if (pool.events() == 0) {
                return "no traffic: nothing became ready in the " + pool.samples().size() + " turns of " + pool.engine();
            }
            if (pool.events() < LEAST_EVENTS) {
                return "too little traffic: " + pool.events() + " events in the turns of " + pool.engine() + ", and " + LEAST_EVENTS
                        + " are needed; compare for longer";
            }
        }
        return "";
    }

    /** Whether an engine gave sets back to the kernel's epoll, so that its numbers are in part of another. */
    public boolean isDegraded() {
        return pools.values().stream().anyMatch(pool -> pool.fellBack() > 0);
    }
}
