package io.pollux.agent;

/** The side tap (tap.h): a thread of the library that sees when the kernel makes a socket readable. Its state is the fact {@code tap}. */
final class Tap {
    private static final int WHOLE = 1_000_000;

    private Tap() {
    }

    /** The share that a value of the option names, in millionths; -1: none. */
    static int millionths(String value) {
        if (value.equals(Option.OFF)) {
            return 0;
        }
        try {
            double share = Double.parseDouble(value);
            return share >= 0 && share <= 1 ? (int) Math.ceil(share * WHOLE) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Begins, changes or ends it. Where it can't be had, everything else goes on, and the fact says why. */
    static void use(String value) {
        int millionths = millionths(value);
        Facts.put("tap", millionths == 0 ? Option.OFF : Option.ON); // first: the library may have to take it back
        int watched = NativeProbe.pollux_tap(millionths);
        if (watched < 0) {
            Facts.put("tap", "stood down: no descriptor, memory or thread for it (" + Errno.name(watched)
                    + "); how long readiness waits for its report is not measured");
        }
    }
}
