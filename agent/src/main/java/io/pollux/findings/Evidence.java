package io.pollux.findings;

/**
 * One number that a finding rests on.
 *
 * @param name  what was measured; a column's name where it is one
 * @param unit  how to read it: "/s" (growth a second), "bytes", "bytes/s", "ns", "share" (of 1), or empty for a count
 * @param value the number
 */
public record Evidence(String name, String unit, double value) {
    /** Growth a second. */
    public static Evidence rate(String name, double perSecond) {
        return new Evidence(name, "/s", perSecond);
    }

    public static Evidence count(String name, double count) {
        return new Evidence(name, "", count);
    }

    public static Evidence bytes(String name, double bytes) {
        return new Evidence(name, "bytes", bytes);
    }

    public static Evidence bytesRate(String name, double bytesPerSecond) {
        return new Evidence(name, "bytes/s", bytesPerSecond);
    }

    public static Evidence time(String name, double ns) {
        return new Evidence(name, "ns", ns);
    }

    /** A part of a whole; 1 is all of it. */
    public static Evidence share(String name, double share) {
        return new Evidence(name, "share", share);
    }

    /** The name with its unit, as JSON has it: {@code ready_out_per_second}, {@code oldest_ns}. */
    public String key() {
        return switch (unit) {
            case "/s" -> name + "_per_second";
            case "bytes/s" -> endIn("_bytes") + "_per_second";
            case "bytes" -> endIn("_bytes");
            case "ns" -> endIn("_ns");
            case "share" -> endIn("_share");
            default -> name;
        };
    }

    private String endIn(String suffix) {
        return name.endsWith(suffix) ? name : name + suffix;
    }
}
