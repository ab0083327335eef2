package io.pollux.it.harness;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a process holds: its descriptors and its threads. Two are compared to prove that nothing was left. */
public record Inventory(Map<Integer, String> descriptors, List<String> threads) {
    /** What a victim holds now, without what stays after any Java agent: the JVM keeps the agent's jar open on the class path. */
    public static Inventory of(Victim victim) throws IOException {
        Map<Integer, String> descriptors = new TreeMap<>(ProcFs.descriptors(victim.pid()));
        descriptors.values().removeIf(target -> target.equals(Repository.jar().toString()));
        List<String> threads = ProcFs.threads(victim.pid()).stream().filter(name -> !isTheJvms(name)).toList();
        return new Inventory(descriptors, threads);
    }

    /** Threads that HotSpot and the JDK start and end as they see fit: compilers, carriers of virtual threads, their helpers. */
    private static boolean isTheJvms(String name) {
        return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler") || name.startsWith("ForkJoinPool") || name.startsWith("VirtualThread")
                || name.startsWith("process reaper") || name.startsWith("Attach Listener");
    }
}
