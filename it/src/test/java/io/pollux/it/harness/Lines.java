package io.pollux.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The lines of a stream, read by a thread of its own so that the writer never blocks. */
final class Lines {
    private static final String END = new String("end of stream");

    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private final List<String> all = new ArrayList<>();
    private final Thread reader;

    Lines(InputStream stream) {
        reader = new Thread(() -> read(stream), "lines");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream stream) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine())
                add(line);
        } catch (IOException e) {
            // The process was killed: its stream ends here.
        } finally {
            queue.add(END);
        }
    }

    private synchronized void add(String line) {
        all.add(line);
        queue.add(line);
    }

    /** The next line, or null at the end of the stream or after so many seconds of silence. */
    @SuppressWarnings("ReferenceEquality")
    String next(long seconds) {
        try {
            String line = queue.poll(seconds, TimeUnit.SECONDS);
            return line == END ? null : line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Every line so far; all there will be, where the stream is about to end. */
    synchronized List<String> all() {
        return List.copyOf(all);
    }

    /** Waits for the end of the stream, then every line. */
    List<String> toEnd() throws InterruptedException {
        reader.join();
        return all();
    }
}
