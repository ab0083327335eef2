package io.pollux.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Puts what the C benchmarks printed, given on standard input, into the page. */
public final class EngineLoop {
    private EngineLoop() {
    }

    /** @param args the page to write to */
    public static void main(String[] args) throws IOException {
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        new Page(Path.of(args[0])).replace("engines",
                Machine.describe() + ", load average " + Machine.load() + "\n\n```\n" + text + "\n```");
    }
}
