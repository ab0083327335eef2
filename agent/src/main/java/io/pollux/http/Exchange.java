package io.pollux.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One request and its answer, on streams: whatever the request is, there is an answer or silence, and nothing is thrown but IOException. */
final class Exchange {
    /** What is thrown away of a body nobody reads, so that the answer is not lost to the reset that a close with unread bytes sends. */
    private static final int MOST_IGNORED = 65_536;

    /** The phases of an exchange, each with a time of its own. */
    interface Pace {
        void computing();

        void sending();
    }

    private final Gate gate;
    private final Pace pace;

    Exchange(Gate gate, Pace pace) {
        this.gate = gate;
        this.pace = pace;
    }

    void run(InputStream in, OutputStream out) throws IOException {
        Request request = null;
        Response response;
        try {
            request = Request.read(in);
            if (request == null) {
                return;
            }
            pace.computing();
            response = gate.answer(request);
        } catch (Request.Refused e) {
            response = Gate.refuse(e.status, e.getMessage());
        }
        pace.sending();
        response.write(out, request != null && request.method().equals("HEAD"));
        ignore(in);
    }

    private static void ignore(InputStream in) throws IOException {
        byte[] ignored = new byte[4096];
        for (int all = 0, n; all < MOST_IGNORED && in.available() > 0 && (n = in.read(ignored)) > 0;) {
            all += n;
        }
    }
}
