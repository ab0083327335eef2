package io.pollux.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a number was measured. */
public final class Machine {
    private Machine() {
    }

    /** The load average of the last minute, which tells how quiet the machine was. */
    public static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    /** One line: processor, cores, kernel, JDK. */
    public static String describe() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        String kernel = System.getProperty("os.version").replaceFirst("-.*", "");
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " cores, Linux " + kernel + ", JDK "
                + Runtime.version();
    }
}
