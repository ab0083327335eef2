package io.pollux.cli;

import picocli.CommandLine.Option;

/** The {@code -o} of the commands that print a report. */
final class TextOrJson {
    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", converter = Converter.class, description = "text (default) or json")
    private Format format;

    @Option(names = "--json", description = "the same as -o json")
    private boolean json;

    boolean isJson() {
        return json || format == Format.JSON;
    }

    static final class Converter extends Format.Converter {
        Converter() {
            super(Format.TEXT, Format.JSON);
        }
    }
}
