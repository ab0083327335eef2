package io.pollux.cli.top;

import io.pollux.cli.DiagnosisText;
import io.pollux.cli.text.Printable;
import io.pollux.cli.top.Line.Style;
import io.pollux.findings.Diagnosis;
import io.pollux.findings.Openers;
import io.pollux.findings.Severity;
import java.util.List;
import java.util.Locale;

/** What was found, as lines of the screen: the worst in red. */
final class FindingLines {
    private static final int EACH = 20;

    private FindingLines() {
    }

    /** All of it; null: it is watched for the first time. */
    static List<Line> all(Diagnosis diagnosis, int width) {
        return diagnosis == null ? List.of(Line.plain("watching ..."))
                : new DiagnosisText(diagnosis, Openers.NONE, EACH, width).found().stream().map(FindingLines::of).toList();
    }

    static Line of(String text) {
        Style style = text.startsWith(word(Severity.CRITICAL)) ? Style.RED : text.startsWith(word(Severity.WARNING)) ? Style.YELLOW
                : text.startsWith(word(Severity.NOTE)) ? Style.BOLD : Style.PLAIN;
        return Line.of(Printable.of(text), style);
    }

    private static String word(Severity severity) {
        return severity.label().toUpperCase(Locale.ROOT) + "  ";
    }
}
