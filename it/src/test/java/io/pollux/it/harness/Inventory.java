package io.pollux.it.harness;

import java.io.IOException;
import java.util.ArrayList;
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

    /** What is there now and was not before, or the other way round; nothing, where all is as it was. */
    public List<String> differences(Inventory before) {
        List<String> differences = new ArrayList<>();
        tell("new", lines(), before.lines(), differences);
        tell("gone", before.lines(), lines(), differences);
        return differences;
    }

    private static void tell(String what, List<String> here, List<String> there, List<String> differences) {
        List<String> left = new ArrayList<>(here);
        there.forEach(left::remove);
        left.forEach(line -> differences.add(what + " " + line));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        descriptors.forEach((fd, target) -> lines.add("fd " + fd + " " + target));
        threads.forEach(name -> lines.add("thread " + name));
        return lines;
    }

    /** Threads that HotSpot and the JDK start and end as they see fit: compilers, carriers of virtual threads, their helpers. */
    private static boolean isTheJvms(String name) {
        return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler") || name.startsWith("ForkJoinPool") || name.startsWith("VirtualThread")
                || name.startsWith("process reaper") || name.startsWith("Attach Listener");
    }
}
