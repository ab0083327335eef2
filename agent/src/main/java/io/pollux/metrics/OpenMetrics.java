package io.pollux.metrics;

/** Which of the two formats a scraper wants. */
final class OpenMetrics {
    private static final String TYPE = "application/openmetrics-text";

    private OpenMetrics() {
    }

    /** Whether an Accept header prefers OpenMetrics to plain text: named, not refused, and at least as welcome as {@code text/plain}. */
    static boolean isWanted(String accept) {
        double open = quality(accept, TYPE);
        return open > 0 && open >= quality(accept, "text/plain");
    }

    /** The highest quality that the header gives to a type; 0 where it does not name it. */
    private static double quality(String accept, String type) {
        double highest = 0;
        for (String range : accept.split(",")) {
            String[] parts = range.split(";", -1);
            if (parts[0].trim().equalsIgnoreCase(type)) {
                highest = Math.max(highest, quality(parts));
            }
        }
        return highest;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].trim().split("\\s*=\\s*", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("q")) {
                try {
                    return Double.parseDouble(pair[1]);
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
