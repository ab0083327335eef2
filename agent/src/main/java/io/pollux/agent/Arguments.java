package io.pollux.agent;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code key=value,key=value} as it comes from the command line and from the attach API; a comma of a value's own is {@code \,}. */
final class Arguments {
    private Arguments() {
    }

    /** Keys and values in order; a part without {@code =} is a key with an empty value; of equal keys the last counts. */
    static Map<String, String> parse(String text) {
        Map<String, String> arguments = new LinkedHashMap<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
                part.append(text.charAt(++i));
            } else if (c == ',') {
                add(part, arguments);
            } else {
                part.append(c);
            }
        }
        add(part, arguments);
        return arguments;
    }

    private static void add(StringBuilder part, Map<String, String> arguments) {
        String text = part.toString().trim();
        part.setLength(0);
        if (!text.isEmpty()) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            arguments.put(key.trim(), equals < 0 ? "" : text.substring(equals + 1).trim());
        }
    }
}
