package io.pollux.it.harness;

import java.util.ArrayList;
import java.util.List;

/**
 * What -Xcheck:jni writes to stdout: a line that begins with WARNING, and the stack under it. JNA's library (5.19) draws one or two
 * of them while it is loaded, by any program that uses JNA; no call of ours or of the application's is in that.
 */
final class CheckedJni {
    private static final String JNA_LOADS = "com.sun.jna.Native.loadNativeDispatchLibrary(";

    private CheckedJni() {
    }

    /** The lines without the warnings that JNA draws while it is loaded. */
    static List<String> withoutJnasOwn(List<String> lines) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size();) {
            int end = endOfWarning(lines, i);
            List<String> block = lines.subList(i, end);
            if (block.size() == 1 || block.stream().noneMatch(line -> line.contains(JNA_LOADS)))
                kept.addAll(block);
            i = end;
        }
        return kept;
    }

    /** Index after a warning and its stack, or after the line where that is none. */
    private static int endOfWarning(List<String> lines, int start) {
        int end = start + 1;
        while (lines.get(start).startsWith("WARNING") && end < lines.size() && lines.get(end).startsWith("\t"))
            end++;
        return end;
    }
}
