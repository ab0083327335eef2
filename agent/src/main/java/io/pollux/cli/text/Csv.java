package io.pollux.cli.text;

import java.util.List;

/** Comma-separated values as RFC 4180 writes them: CRLF, quotes only where needed, quotes doubled inside. */
public final class Csv {
    private Csv() {}

    /** One record with its line end. */
    public static String record(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        return line.append("\r\n").toString();
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
