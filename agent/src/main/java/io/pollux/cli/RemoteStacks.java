package io.pollux.cli;

import io.pollux.findings.Diagnosis;
import io.pollux.findings.Openers;
import io.pollux.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stacks that the agent of another JVM keeps. They are in its heap and not in the ledger, so it is asked, by HTTP, and only where a
 * finding would name one; a JVM that hangs does not answer, and everything else is told all the same.
 */
final class RemoteStacks implements Openers {
    private static final int PATIENCE_MS = 3000;

    private record Key(long fd, long conn) {
    }

    private final String state;
    private final Map<Key, List<String>> stacks;

    private RemoteStacks(String state, Map<Key, List<String>> stacks) {
        this.state = state;
        this.stacks = stacks;
    }

    /** Asks the agent, if there is something to ask for. Never fails: see {@link #state}. {@code facts}: the agent's, from the ledger. */
    static Openers of(Map<String, String> facts, Diagnosis diagnosis) {
        if (!isOn(facts)) {
            return NONE;
        }
        if (diagnosis.findings().stream().allMatch(finding -> finding.descriptors().isEmpty())) {
            return new RemoteStacks(ON, Map.of());
        }
        String url = facts.getOrDefault("url", "");
        if (url.isEmpty()) {
            return new RemoteStacks("not known: the agent keeps them, but has no HTTP (port=off)", Map.of());
        }
        try {
            return new RemoteStacks(ON, parse(get(url + "api/stacks")));
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            return new RemoteStacks("not known: the agent did not answer at " + url + " (" + e.getMessage() + ")", Map.of());
        }
    }

    private static boolean isOn(Map<String, String> facts) {
        Map<String, Object> options = Json.parseObject(facts.getOrDefault("options", "{}"));
        return options.get("stacks") instanceof Map<?, ?> option && ON.equals(option.get("value"));
    }

    private static String get(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MS);
        connection.setReadTimeout(PATIENCE_MS);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    private static Map<Key, List<String>> parse(String document) {
        Map<Key, List<String>> stacks = new HashMap<>();
        for (Object entry : list(Json.parseObject(document).get("opened_by"))) {
            Map<?, ?> by = (Map<?, ?>) entry;
            List<String> frames = list(by.get("frames")).stream().map(String.class::cast).toList();
            for (Object opened : list(by.get("descriptors"))) {
                Map<?, ?> descriptor = (Map<?, ?>) opened;
                stacks.put(new Key((Long) descriptor.get("fd"), (Long) descriptor.get("conn")), frames);
            }
        }
        return stacks;
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public List<String> of(int fd, long conn) {
        return stacks.getOrDefault(new Key(fd, conn), List.of());
    }
}
