package io.pollux.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Puts the table of what a scrape costs, given on standard input, into the page. */
public final class Scrape {
    private Scrape() {
    }

    /** @param args the page to write to */
    public static void main(String[] args) throws IOException {
        String table = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        new Page(Path.of(args[0])).replace("scrape", Machine.describe() + ", load average " + Machine.load() + "\n\n" + table);
    }
}
