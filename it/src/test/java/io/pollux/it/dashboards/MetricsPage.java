package io.pollux.it.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * docs/metrics.md: its tables have a line a family, {@code | `pollux_x_total` | counter | `label` ... | meaning |}.
 *
 * @param families type by family
 */
record MetricsPage(Map<String, String> families) {
    private static final Pattern LINE = Pattern.compile("^\\| `(pollux_\\w+)` \\| (\\w+) \\|", Pattern.MULTILINE);

    /** Whether it is in the page: by itself, or as a family by group that is shown of one descriptor too. */
    boolean describes(String family) {
        return families.containsKey(family) || isOfOneDescriptor(family, families);
    }

    /** Whether it is a family of {@code groups}, shown of one descriptor under the name that the page says it has then. */
    static boolean isOfOneDescriptor(String family, Map<String, String> groups) {
        return family.startsWith("pollux_fd_") && groups.containsKey(family.replaceFirst("^pollux_fd_", "pollux_"));
    }

    static MetricsPage read() {
        try {
            String text = Files.readString(Dashboard.FOLDER.resolveSibling("docs/metrics.md"));
            return new MetricsPage(LINE.matcher(text).results().collect(Collectors.toMap(m -> m.group(1), m -> m.group(2), (a, b) -> a + " twice", TreeMap::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
