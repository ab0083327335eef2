package io.pollux.agent;

import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.util.List;

/**
 * What a detach has put back, and what it could not.
 *
 * @param nativesLeft    natives that are still bound to ours
 * @param threadsInside  threads that had not come out of a hook in time; they finish on the kernel's epoll
 * @param threadsAlive   threads that keep Pollux in the JVM
 * @param classesWoven   classes of the JDK that still have our bytecode
 * @param checks         every promise of a detach, looked at ({@link Checks})
 * @param natives        the library's own account, JSON
 * @param stays          what a JVM can't let go of, and nothing uses any more
 */
record Proof(int nativesLeft, int threadsInside, List<String> threadsAlive, List<String> classesWoven, List<Check> checks, String natives,
        List<String> stays) {
    /** Nothing of Pollux acts in the JVM any more. */
    boolean complete() {
        for (Check check : checks) {
            if (!check.ok()) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@code {"complete":true,"checks":[{"name":"natives","ok":true,"saw":"…"}…],"natives_left":0,"threads_inside":0,"threads_alive":[],
     * "classes_woven":[],"probe":{...},"stays":[...]}}
     */
    String toJson() {
        StringBuilder text = new StringBuilder();
        try {
            JsonWriter json = new JsonWriter(text).beginObject();
            json.name("complete").value(complete());
            json.name("checks").beginArray();
            for (Check check : checks) {
                check.write(json);
            }
            json.endArray();
            json.name("natives_left").value(nativesLeft);
            json.name("threads_inside").value(threadsInside);
            strings(json.name("threads_alive"), threadsAlive);
            strings(json.name("classes_woven"), classesWoven);
            strings(json.name("stays"), stays);
            json.name("probe").raw(natives).endObject();
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
