package io.pollux.it.victims;

import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** No server: "fetch URL" asks another one, by the JDK's oldest client, and says what it answered. */
final class Fetch implements Server {
    @Override
    public String start(String[] arguments) {
        return "-";
    }

    @Override
    public void command(String[] words) throws Exception {
        try (InputStream in = new URL(words[1]).openStream()) {
            Talk.say("fetched %s", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
