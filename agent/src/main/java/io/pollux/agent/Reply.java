package io.pollux.agent;

import io.pollux.cli.ExitCode;
import java.util.List;

/**
 * The answer to one command. When somebody waits for it (the request has an id) it goes into the ledger, as the facts reply:code:N,
 * reply:text:N and last reply:id:N, N in turn, as commands may come faster than those who sent them look; before there is a ledger, into the system property {@code pollux.reply}, as "id code text", which
 * the attach API can read. Otherwise only what went wrong is said, on stderr.
 */
final class Reply {
    /** Holds the reply when no ledger can. */
    static final String PROPERTY = "pollux.reply";

    private static final int KEPT = 4;
    private static int next;

    private final Request request;

    Reply(Request request) {
        this.request = request;
        System.clearProperty(PROPERTY);
    }

    void succeed(String text) {
        answer(ExitCode.OK, text);
    }

    /** Success, but for these. */
    void warn(List<String> warnings) {
        if (request.id().isEmpty()) {
            for (String warning : warnings) {
                say(warning);
            }
        }
        answer(ExitCode.OK, String.join("\n", warnings));
    }

    void refuse(int exitCode, String line) {
        if (request.id().isEmpty()) {
            say(line);
        }
        answer(exitCode, line);
    }

    void answer(int exitCode, String text) {
        if (request.id().isEmpty()) {
            return;
        }
        if (ledgerIsOpen()) {
            put(exitCode, text, request.id());
        } else {
            System.setProperty(PROPERTY, request.id() + " " + exitCode + " " + text);
        }
    }

    private static synchronized void put(int exitCode, String text, String id) {
        Facts.put("reply:code:" + next, Integer.toString(exitCode));
        Facts.put("reply:text:" + next, text);
        Facts.put("reply:id:" + next, id);
        next = (next + 1) % KEPT;
    }

    private static boolean ledgerIsOpen() {
        return NativeProbe.isBound() && NativeProbe.pollux_ledger_fd() >= 0;
    }

    private static void say(String line) {
        System.err.println("pollux: " + line);
    }
}
