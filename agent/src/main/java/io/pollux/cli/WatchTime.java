package io.pollux.cli;

import io.pollux.agent.Durations;
import java.time.Duration;

/** How long a command looks at a JVM: any time up to a day. */
final class WatchTime {
    private static final Duration LONGEST = Duration.ofHours(24);

    private WatchTime() {
    }

    /** Reads the value of an option; throws a {@link CliException} that shows examples for what is no such time. */
    static Duration parse(String option, String text, String examples) {
        Duration duration = Durations.parse(text);
        if (duration == null || duration.compareTo(LONGEST) > 0) {
            throw new CliException(ExitCode.USAGE, option + " takes a time of at most 24h (" + examples + "), not '" + text + "'");
        }
        return duration;
    }
}
