package io.pollux.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every option, once: its default, what it accepts, and its help. */
public enum Option {
    ENGINE("epoll", "the engine that serves waits, by name") {
        @Override
        String objection(String value) {
            // Which engines there are, the native library knows; it is asked once it is loaded.
            return value.isEmpty() ? "names no engine" : null;
        }
    },
    LAZY(Option.ON, "the system calls that engine epoll-lazy leaves out: on (all), off, or some of removal, rearm, wakeup, nested, sendfile joined by +") {
        @Override
        String objection(String value) {
            // As with engines: the library is asked once it is loaded.
            return value.isEmpty() ? "names nothing" : null;
        }
    },
    HOST("127.0.0.1", "the address that HTTP listens on") {
        @Override
        String objection(String value) {
            return value.isEmpty() ? "names no host" : null;
        }
    },
    PORT("9464", "the port that HTTP listens on; 0: any free one; off: no HTTP") {
        @Override
        String objection(String value) {
            return value.equals(OFF) || isNumber(value, 65_535) ? null : "is no port (0 to 65535, or off)";
        }
    },
    AUTH("", "a file of user:password lines (or user:sha256:HEX), readable by its owner alone, that HTTP then asks for; none: no password") {
        @Override
        String objection(String value) {
            return null; // the file is read when HTTP starts; unusable, there is no HTTP
        }
    },
    KEYSTORE("", "a keystore (PKCS12 or JKS) whose key HTTPS is served with; none: plain HTTP") {
        @Override
        String objection(String value) {
            return null;
        }
    },
    PASSFILE("", "a file with the keystore's password, readable by its owner alone") {
        @Override
        String objection(String value) {
            return null;
        }
    },
    COPIES(Option.ON, "count copies between heap and direct buffers; off: leave the JDK's bytecode alone (the default in a running JVM before JDK 25)") {
        @Override
        String objection(String value) {
            return value.equals(ON) || value.equals(OFF) ? null : "is neither on nor off";
        }
    },
    STACKS(Option.OFF, "on: keep the Java stack that opened each socket and pipe, for findings to name; costs some microseconds an opening") {
        @Override
        String objection(String value) {
            return value.equals(ON) || value.equals(OFF) ? null : "is neither on nor off";
        }
    },
    CALIBRATE(Option.ON, "measure once what system calls and copies cost here, 20 ms of one CPU beside the application; off: I/O times are not split") {
        @Override
        String objection(String value) {
            return value.equals(ON) || value.equals(OFF) ? null : "is neither on nor off";
        }
    },
    TAP("0.01", "share of the sockets (0 to 1) on which a side tap sees how long the kernel had them ready before a wait reported it; off: none") {
        @Override
        String objection(String value) {
            return Tap.millionths(value) >= 0 ? null : "is no share (0 to 1, or off)";
        }
    },
    TOP("20", "how many of the busiest descriptors /metrics/fds shows by themselves, 0 to 50") {
        @Override
        String objection(String value) {
            return isNumber(value, 50) ? null : "is no number of descriptors (0 to 50)";
        }
    },
    PEERS("", "names for services in metrics: PATTERN=NAME;PATTERN=NAME, with an address, network, host, :port or Unix path as the pattern") {
        @Override
        String objection(String value) {
            return null; // entry by entry, when they are read
        }
    },
    DURATION(Option.OFF, "detach by itself after this time: 30s, 5m, 2h; off: never") {
        @Override
        String objection(String value) {
            return value.equals(OFF) || Durations.parse(value) != null ? null : "is no time (30s, 5m, 2h, or off)";
        }
    },
    CONFIG("", "a properties file with these same keys") {
        @Override
        String objection(String value) {
            return null;
        }
    };

    /** What switches an option on, and off. */
    static final String ON = "on";
    static final String OFF = "off";

    private final String standard;
    private final String help;

    Option(String standard, String help) {
        this.standard = standard;
        this.help = help;
    }

    /** As users write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value when nobody gives one. */
    public String standard() {
        return standard;
    }

    /** One line for people. */
    public String help() {
        return help;
    }

    /** What is wrong with a value, to follow the value in a sentence; null: nothing. */
    abstract String objection(String value);

    /** The option of a key, or null. */
    public static Option of(String key) {
        for (Option option : values()) {
            if (option.key().equals(key)) {
                return option;
            }
        }
        return null;
    }

    /** The keys that can be given, to choose the nearest from. */
    public static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Option option : values()) {
            keys.add(option.key());
        }
        return keys;
    }

    static boolean isNumber(String value, int max) {
        try {
            int n = Integer.parseInt(value);
            return n >= 0 && n <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
