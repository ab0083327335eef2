package io.pollux.it.victims.findings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** A recording of this JVM with the events of Pollux. Loaded only when asked for: the victim runs without the module jdk.jfr too. */
final class Recordings {
    private static Recording recording;

    private Recordings() {
    }

    /** "start", or "dump FILE". */
    static void run(String[] words) throws IOException {
        if (words[0].equals("start")) {
            recording = new Recording();
            recording.enable("pollux.Finding").withPeriod(Duration.ofMillis(200));
            recording.enable("pollux.SlowReadiness").withPeriod(Duration.ofMillis(200));
            recording.start();
        } else {
            recording.dump(Path.of(words[1]));
        }
    }
}
