package io.pollux.http;

import io.pollux.agent.Nearest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request asks of a resource. Values come from the network: nothing is assumed of them.
 *
 * @param accept     the Accept header, empty when none was sent
 * @param parameters names and values after the question mark, decoded; of equal names the last counts
 */
public record Query(String accept, Map<String, String> parameters) {
    /** A request that asks for nothing in particular. */
    public static final Query PLAIN = new Query("", Map.of());

    /** @param raw what stands after the question mark as it was sent; null: nothing */
    static Query of(String accept, String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                parameters.put(decode(equals < 0 ? pair : pair.substring(0, equals)), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Query(accept, parameters);
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadParameter("'" + text + "' is not encoded as a URL");
        }
    }

    /** Refuses every parameter but these. */
    public void only(String... known) {
        List<String> names = Arrays.asList(known);
        for (String name : parameters.keySet()) {
            if (!names.contains(name)) {
                throw new BadParameter(names.isEmpty() ? "no parameter is known here, not '" + name + "'"
                        : "unknown parameter '" + name + "'; did you mean '" + Nearest.to(name, names) + "'? There are " + String.join(", ", names));
            }
        }
    }

    /** The value of a parameter, or {@code otherwise} where it was not sent. */
    public String text(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    /** Whether a switch is on: sent as 1, or without a value. */
    public boolean flag(String name) {
        String value = parameters.getOrDefault(name, "0");
        if (!value.isEmpty() && !value.equals("0") && !value.equals("1")) {
            throw new BadParameter("'" + name + "' is '" + value + "', but must be 1 or 0");
        }
        return !value.equals("0");
    }

    /** A whole number of {@code 0} to {@code most}. */
    public int number(String name, int most, int otherwise) {
        return (int) number(name, (long) most, otherwise);
    }

    /** The same for large ones, as moments are. */
    public long number(String name, long most, long otherwise) {
        String value = parameters.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadParameter("'" + name + "' is '" + value + "', but must be a whole number from 0 to " + most);
    }
}
