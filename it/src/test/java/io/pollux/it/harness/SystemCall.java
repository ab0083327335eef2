package io.pollux.it.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One system call as strace -f wrote it: thread, name, arguments, result and errno's name ("" when it succeeded). */
public record SystemCall(int tid, String name, String arguments, long result, String error) {
    private static final Pattern WHOLE = Pattern.compile("^(\\d+) +(\\w+)\\((.*)\\) += (-?\\d+|0x[0-9a-f]+|\\?)(?: ([A-Z]\\w+))?.*$");
    private static final Pattern BEGUN = Pattern.compile("^(\\d+) +(\\w+)\\((.*) <unfinished \\.\\.\\.>$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)$");

    /** The first argument where it is a descriptor, else -1. */
    public int fd() {
        String first = arguments.split("[,)]", 2)[0].trim();
        return first.matches("\\d+") ? Integer.parseInt(first) : -1;
    }

    /** False for a call that its process ended in: it has no result. */
    public boolean ended() {
        return result >= 0 || !error.isEmpty();
    }

    static List<SystemCall> parse(List<String> lines) {
        List<SystemCall> calls = new ArrayList<>();
        Map<String, String> begun = new HashMap<>();
        for (String line : lines) {
            Matcher start = BEGUN.matcher(line);
            Matcher end = RESUMED.matcher(line);
            if (start.matches())
                begun.put(start.group(1) + start.group(2), start.group(1) + " " + start.group(2) + "(" + start.group(3));
            else if (end.matches())
                add(calls, begun.remove(end.group(1) + end.group(2)) + end.group(3));
            else
                add(calls, line);
        }
        return calls;
    }

    private static void add(List<SystemCall> calls, String line) {
        Matcher call = WHOLE.matcher(line);
        if (call.matches())
            calls.add(new SystemCall(Integer.parseInt(call.group(1)), call.group(2), call.group(3), number(call.group(4)),
                    call.group(5) == null ? "" : call.group(5)));
    }

    private static long number(String result) {
        return result.equals("?") ? -1 : Long.decode(result);
    }
}
