package io.pollux.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown page with measured sections, each between {@code <!-- measured: name -->} and {@code <!-- end -->}. */
public final class Page {
    private static final String END = "<!-- end -->";

    private final Path file;

    /** @param file the page */
    public Page(Path file) {
        this.file = file;
    }

    /**
     * Puts new text into a section; the rest of the page stays as it is.
     *
     * @throws IOException if the page has no such section
     */
    public void replace(String section, String text) throws IOException {
        String page = Files.readString(file);
        String begin = "<!-- measured: " + section + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf(END, Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IOException(file + " has no section " + section);
        }
        Files.writeString(file, page.substring(0, from) + begin + "\n" + text.strip() + "\n\n" + page.substring(to));
    }
}
