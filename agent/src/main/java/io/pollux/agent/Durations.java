package io.pollux.agent;

import java.time.Duration;

/** Times as people write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}; a bare number is seconds. */
public final class Durations {
    private Durations() {
    }

    /** The time, more than zero; null when the text is none. */
    public static Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        try {
            Duration duration = of(Long.parseLong(text.substring(0, digits)), text.substring(digits));
            return duration == null || duration.isZero() ? null : duration;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static Duration of(long n, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(n);
            case "", "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> null;
        };
    }
}
