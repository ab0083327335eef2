package io.pollux.cli;

import io.pollux.cli.text.Document;
import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The {@code -o} and {@code --html} of the commands that measure and report in every form. */
final class ReportOutput {
    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", converter = Converter.class,
            description = "text (default), json, csv or md (Markdown)")
    private Format format;

    @Option(names = "--html", paramLabel = "FILE", description = "write charts and tables to one file as well")
    private Path html;

    /** Before anything takes time: throws a {@link CliException} for a file that can't be written. */
    void check() {
        OutputFile.check(html);
    }

    /** Prints the report in the form asked for, and writes the page if one was. */
    void print(Document report, PrintWriter out) throws IOException {
        switch (format) {
            case JSON -> {
                new JsonWriter(out).tree(report.json());
                out.println();
            }
            case CSV -> report.csv().forEach(out::print);
            case MD -> report.markdown().forEach(out::println);
            default -> report.text().forEach(out::println);
        }
        if (html != null) {
            OutputFile.write(html, report.html());
        }
    }

    static final class Converter extends Format.Converter {
        Converter() {
            super(Format.TEXT, Format.JSON, Format.CSV, Format.MD);
        }
    }
}
