package io.pollux.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a command prints: for people, for programs, for spreadsheets. */
enum Format {
    TEXT, JSON, CSV;

    /** Reads {@code -o text|json|csv}. */
    static final class Converter implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            for (Format format : values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return format;
                }
            }
            throw new TypeConversionException("no output format '" + text + "' (text, json, csv)");
        }
    }
}
