package io.pollux.it.victims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * No server: a recording of every read and write of a socket, for which the JDK rewrites classes of its own up to 21.
 * "recording" says how many events there are.
 */
final class SocketRecording implements Server {
    private Recording recording;

    @Override
    public String start(String[] arguments) {
        recording = new Recording();
        recording.enable("jdk.SocketRead").withThreshold(Duration.ZERO);
        recording.enable("jdk.SocketWrite").withThreshold(Duration.ZERO);
        recording.start();
        return "-";
    }

    @Override
    public void command(String[] words) throws IOException {
        Path file = Files.createTempFile("px", ".jfr");
        try {
            recording.dump(file);
            Talk.say("events %d", RecordingFile.readAllEvents(file).size());
        } finally {
            Files.delete(file);
        }
    }
}
