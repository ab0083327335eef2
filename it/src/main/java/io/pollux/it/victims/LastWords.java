package io.pollux.it.victims;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/** "last URL": asks there, and once more from a shutdown hook. Has no thread in native code when it ends. */
public final class LastWords {
    private LastWords() {
    }

    public static void main(String[] args) throws Exception {
        Talk.hello();
        Talk.serve(words -> {
            URL url = new URL(words[1]);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Talk.say("hook: %s", answered(url))));
            Talk.say("%s", answered(url));
        });
    }

    private static boolean answered(URL url) {
        try (InputStream in = url.openStream()) {
            return in.readAllBytes().length > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
