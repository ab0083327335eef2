package io.pollux.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this jar. */
public final class Version {
    private Version() {
    }

    /** As the build wrote it; "unknown" where the build's note is missing. */
    public static String get() {
        Properties built = new Properties();
        try (InputStream in = Version.class.getClassLoader().getResourceAsStream("pollux.properties")) {
            if (in != null) {
                built.load(in);
            }
        } catch (IOException e) {
            // As if it were missing.
        }
        return built.getProperty("version", "unknown");
    }
}
