package io.pollux.agent;

import io.pollux.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the library says of itself (proof.c).
 *
 * @param text  JSON as it came
 * @param facts the same, parsed; empty where the library gave none
 */
record Account(String text, Map<String, Object> facts) {
    /** The library must be bound. */
    static Account now() {
        String text = NativeProbe.pollux_proof();
        return text == null ? new Account("null", Map.of()) : new Account(text, Json.parseObject(text));
    }

    /** A count; -1 where it is missing, which is never what is hoped for. */
    long number(String name) {
        return facts.get(name) instanceof Long n ? n : -1;
    }

    /** A count about the interest lists that were handed back. */
    long interest(String name) {
        return facts.get("interest") instanceof Map<?, ?> interest && interest.get(name) instanceof Long n ? n : -1;
    }

    List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        if (facts.get(name) instanceof List<?> list) {
            list.forEach(one -> numbers.add((Long) one));
        }
        return numbers;
    }

    /** Descriptors that raise signals, each with how: {@code {fd=9, o_async=true, signal=41, owner=4711}}. */
    List<String> raising() {
        List<String> raising = new ArrayList<>();
        if (facts.get("raising") instanceof List<?> list) {
            list.forEach(one -> raising.add(String.valueOf(one)));
        }
        return raising;
    }
}
