package io.pollux.page;

import io.pollux.http.Query;
import java.util.LinkedHashMap;
import java.util.Map;

/** Queries as they come from the network, for tests. */
final class Asked {
    private Asked() {
    }

    /** {@code a=b&c=d}; null: nothing. */
    static Query of(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            parameters.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return new Query("", parameters);
    }
}
