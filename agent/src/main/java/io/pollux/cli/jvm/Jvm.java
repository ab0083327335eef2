package io.pollux.cli.jvm;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One JVM of this machine, as far as this user may see it.
 *
 * @param pid         its process
 * @param user        who runs it
 * @param mainClass   the qualified main class, or the file name of the jar it runs; empty when unknown
 * @param version     "17.0.15", or empty
 * @param vmName      "OpenJDK 64-Bit Server VM", or empty
 * @param flags       the options it was started with, in order; from its performance data, or its command line and environment
 */
public record Jvm(long pid, String user, String mainClass, String version, String vmName, List<String> flags) {
    private static final Pattern LEADING_NUMBER = Pattern.compile("^(?:1\\.)?(\\d+)");
    private static final List<String> OPTIONS_IN_ENVIRONMENT = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    /** What can be learnt of the JVM that runs as {@code pid}. */
    static Jvm of(long pid, Proc proc) {
        Map<String, String> perf = PerfData.read(proc, pid);
        List<String> commandLine = proc.commandLine();
        String command = perf.getOrDefault("sun.rt.javaCommand", "");
        String mainClass = command.isEmpty() ? CommandLine.mainClass(commandLine) : CommandLine.nameOf(command);
        return new Jvm(pid, proc.user(), mainClass, perf.getOrDefault("java.property.java.version", ""),
                perf.getOrDefault("java.property.java.vm.name", ""), flags(perf, commandLine, proc));
    }

    private static List<String> flags(Map<String, String> perf, List<String> commandLine, Proc proc) {
        StringBuilder all = new StringBuilder();
        if (perf.containsKey("java.rt.vmArgs")) {
            all.append(perf.getOrDefault("java.rt.vmFlags", "")).append(' ').append(perf.get("java.rt.vmArgs"));
        } else {
            OPTIONS_IN_ENVIRONMENT.forEach(name -> all.append(proc.environment(name)).append(' '));
            all.append(String.join(" ", commandLine));
        }
        return List.of(all.toString().trim().split("\\s+"));
    }

    /** The feature version: 17 of "17.0.15", 8 of "1.8.0_412"; 0 when unknown. */
    public int feature() {
        Matcher number = LEADING_NUMBER.matcher(version);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    /** The main class without its package. */
    public String simpleName() {
        return mainClass.endsWith(".jar") ? mainClass : mainClass.substring(mainClass.lastIndexOf('.') + 1);
    }

    /** Whether users may mean it by that name: qualified, simple, or a jar's with or without ".jar". */
    public boolean isCalled(String name) {
        return !name.isEmpty() && (name.equals(mainClass) || name.equals(simpleName()) || (name + ".jar").equals(mainClass));
    }

    /** Whether -XX:+flag stands in effect: the last mention counts. */
    public boolean flag(String name, boolean byDefault) {
        boolean value = byDefault;
        for (String flag : flags) {
            if (flag.equals("-XX:+" + name)) {
                value = true;
            } else if (flag.equals("-XX:-" + name)) {
                value = false;
            }
        }
        return value;
    }
}
