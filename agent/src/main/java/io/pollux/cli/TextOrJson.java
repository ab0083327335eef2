package io.pollux.cli;

import io.pollux.cli.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
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

    /** Prints the report in the form asked for; only that one is made. Lines of text are made safe for a terminal. */
    void print(PrintWriter out, Writer json, Supplier<List<String>> text) throws IOException {
        if (isJson()) {
            json.write(out);
            out.println();
        } else {
            text.get().forEach(line -> out.println(Printable.of(line)));
        }
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Writer {
        void write(PrintWriter out) throws IOException;
    }

    static final class Converter extends Format.Converter {
        Converter() {
            super(Format.TEXT, Format.JSON);
        }
    }
}
