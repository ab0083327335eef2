package io.pollux.http;

import java.util.regex.Pattern;

/**
 * Which Host headers are let in. A page of a foreign site can have its own name resolve to 127.0.0.1 and then read what answers
 * there (DNS rebinding), but the browser still sends that name. So a name must be localhost or the one that was configured; an
 * address can't be rebound and is always let in.
 */
final class HostCheck {
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+(%25\\w+)?]");

    private final String configured;

    /** @param configured the host that the server was told to listen on */
    HostCheck(String configured) {
        this.configured = configured;
    }

    /** @param header the Host header, null when there is none */
    boolean admits(String header) {
        if (header == null) {
            return false;
        }
        String host = PORT.matcher(header).replaceFirst("");
        return host.equalsIgnoreCase("localhost") || host.equalsIgnoreCase(configured) || ADDRESS.matcher(host).matches();
    }
}
