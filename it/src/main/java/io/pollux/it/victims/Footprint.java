package io.pollux.it.victims;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** No server: "footprint" says, after a collection, how many classes are loaded and how many bytes of metaspace they take. */
final class Footprint implements Server {
    @Override
    public String start(String[] arguments) {
        return "-";
    }

    @Override
    public void command(String command) {
        System.gc();
        System.gc();
        long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(Footprint::used).sum();
        Talk.say("classes %d metaspace %d", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(), metaspace);
    }

    private static long used(MemoryPoolMXBean pool) {
        return pool.getUsage().getUsed();
    }
}
