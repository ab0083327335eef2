package io.pollux.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a command prints: for people, for programs, for spreadsheets, for pages (Markdown). */
enum Format {
    TEXT, JSON, CSV, MD;

    /** Reads {@code -o}; a command that has fewer formats refuses the others. */
    static class Converter implements ITypeConverter<Format> {
        private final List<Format> allowed;

        Converter() {
            this(TEXT, JSON, CSV);
        }

        Converter(Format... allowed) {
            this.allowed = List.of(allowed);
        }

        @Override
        public Format convert(String text) {
            return allowed.stream().filter(format -> format.is(text)).findFirst()
                    .orElseThrow(() -> new TypeConversionException("no output format '" + text + "' ("
                            + allowed.stream().map(Format::label).collect(Collectors.joining(", ")) + ")"));
        }
    }

    /** Markdown has two names. */
    private boolean is(String text) {
        return label().equals(text) || this == MD && text.equals("markdown");
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
