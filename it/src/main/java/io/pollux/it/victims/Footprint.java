package io.pollux.it.victims;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** No server: "footprint" says, after a collection, how many class loaders there are, and how many bytes of metaspace their classes take. */
final class Footprint implements Server {
    /** The last line of VM.classloader_stats: loaders, classes, bytes of chunks, bytes of blocks. */
    private static final Pattern TOTAL = Pattern.compile("Total = (\\d+) +\\d+ +\\d+ +(\\d+)");

    @Override
    public String start(String[] arguments) {
        return "-";
    }

    @Override
    public void command(String[] words) {
        System.gc();
        System.gc();
        Matcher total = TOTAL.matcher(loaders());
        if (!total.find()) {
            throw new IllegalStateException("no total in " + loaders());
        }
        Talk.say("loaders %s metaspace %s", total.group(1), total.group(2));
    }

    private static String loaders() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "vmClassloaderStats", new Object[0], new String[0]);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
