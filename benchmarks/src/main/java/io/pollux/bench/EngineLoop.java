package io.pollux.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Puts what the C benchmarks printed, given on standard input, into the page: a table of Markdown as it is, all else as it was printed. */
public final class EngineLoop {
    private EngineLoop() {
    }

    /** @param args the page to write to, and its section */
    public static void main(String[] args) throws IOException {
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        String shown = text.startsWith("|") ? text : "```\n" + text + "\n```";
        new Page(Path.of(args[0])).replace(args[1], Machine.describe() + ", load average " + Machine.load() + "\n\n" + shown);
    }
}
