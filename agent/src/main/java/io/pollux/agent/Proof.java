package io.pollux.agent;

import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.util.List;

/**
 * What a detach has put back, and what it could not.
 *
 * @param nativesLeft    natives that are still bound to ours
 * @param threadsInside  threads that had not come out of a hook in time; they finish on the kernel's epoll
 * @param threadsAlive   threads of Pollux that have not ended
 * @param classesWoven   classes of the JDK that still have our bytecode
 * @param natives        the library's own account, JSON
 * @param library        the mapped library, which stays
 */
record Proof(int nativesLeft, int threadsInside, List<String> threadsAlive, List<String> classesWoven, String natives, String library) {
    static Proof take(int nativesLeft, int threadsInside, List<String> threadsAlive, List<String> classesWoven, String library) {
        String natives = NativeProbe.pollux_proof();
        return new Proof(nativesLeft, threadsInside, threadsAlive, classesWoven, natives, library);
    }

    /** Nothing of Pollux acts in the JVM any more. */
    boolean complete() {
        return nativesLeft == 0 && threadsInside == 0 && threadsAlive.isEmpty() && classesWoven.isEmpty();
    }

    /** {@code {"complete":true,"natives_left":0,"threads_inside":0,"threads_alive":[],"classes_woven":[],"probe":{...},"stays":[...]}} */
    String toJson() {
        StringBuilder text = new StringBuilder();
        try {
            JsonWriter json = new JsonWriter(text).beginObject();
            json.name("complete").value(complete());
            json.name("natives_left").value(nativesLeft);
            json.name("threads_inside").value(threadsInside);
            strings(json.name("threads_alive"), threadsAlive);
            strings(json.name("classes_woven"), classesWoven);
            json.name("probe").raw(natives == null ? "null" : natives);
            strings(json.name("stays"), List.of("class sun.nio.ch.PolluxBridge", "class io.pollux.agent.Agent", "library " + library));
            json.endObject();
        } catch (IOException e) {
            throw new AssertionError("a StringBuilder takes everything", e);
        }
        return text.toString();
    }

    private static void strings(JsonWriter json, List<String> strings) throws IOException {
        json.beginArray();
        for (String string : strings) {
            json.value(string);
        }
        json.endArray();
    }
}
