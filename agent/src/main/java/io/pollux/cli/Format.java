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
            return allowed.stream().filter(format -> format.label().equals(text)).findFirst()
                    .orElseThrow(() -> new TypeConversionException("no output format '" + text + "' ("
                            + allowed.stream().map(Format::label).collect(Collectors.joining(", ")) + ")"));
        }
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
