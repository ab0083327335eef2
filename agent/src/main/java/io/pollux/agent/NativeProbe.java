package io.pollux.agent;

/**
 * probe.h, name for name: the control plane of libpollux.so, bound by the bridge (probe_jni.c). Every function that gives a number
 * returns 0 or more, or -errno; all are thread-safe. Counting never passes here.
 */
public final class NativeProbe {
    /** The interface this class was written for: PROBE_VERSION. */
    static final int VERSION = 1;

    private static boolean bound;

    private NativeProbe() {
    }

    /** Binds the functions of the library that the bridge has mapped. Throws NoSuchMethodError when it is of another version. */
    static synchronized void bind(Bridge bridge) {
        bridge.bind(NativeProbe.class);
        bound = true;
    }

    /** Whether the functions can be called. */
    static synchronized boolean isBound() {
        return bound;
    }

    static native int pollux_version();

    /** Null past the last engine. */
    static native String pollux_engine_name(int index);

    static native int pollux_engine_index(String name);

    /** 0 when this kernel can run the engine. */
    static native int pollux_engine_probe(int index);

    /** The memfd of the ledger, opened if it isn't. */
    static native int pollux_open();

    static native int pollux_ledger_fd();

    /** Both UTF-8, ended by a zero byte. */
    static native int pollux_meta_put(byte[] name, byte[] value);

    /** The row of a hook that isn't a native; state: a label of HOOK_STATE in enums.def. */
    static native int pollux_hook_put(String name, String state, String why);

    /** Rows and sets for what is open already. */
    static native int pollux_adopt();

    /** Every set, and what comes after. Returns how many moved. */
    static native int pollux_use_engine(int index);

    static native int pollux_set_use_engine(int epfd, int index);

    /** Descriptors born on this thread are Pollux's own (1), or the application's (0). */
    static native int pollux_own_thread(int own);

    /** Which system calls engine epoll-lazy leaves out: off, or on and names joined by '+'. 0, or -EINVAL. */
    static native int pollux_lazy(String names);

    /** The name of one of them, or null past the end. */
    static native String pollux_lazy_name(int index);

    /** The side tap over so many millionths of the sockets; 0: none. Returns how many are watched. */
    static native int pollux_tap(int millionths);

    /** The pipe that commands come through: the number of its writing end. */
    static native int pollux_control_open();

    /** Sleeps until somebody has written; 0 after a stop. */
    static native int pollux_control_read(byte[] line);

    static native int pollux_control_stop();

    /** Once nobody reads any more. */
    static native int pollux_control_close();

    /** A pipe whose writing end the holder of a lease keeps open: its number. */
    static native int pollux_lease_open();

    /** The holder has it: our own writing end goes. */
    static native int pollux_lease_hold();

    /** 1: the holder is gone; 0: not within the time. */
    static native int pollux_lease_wait(int timeoutMs);

    /** Once nobody waits. */
    static native int pollux_lease_close();

    /** JSON of what system calls and copies cost here, measured in some 20 ms; null when it could not be. */
    static native String pollux_calibrate();

    /** Hands the sets back; returns the threads still inside a hook after the time. */
    static native int pollux_release(int timeoutMs);

    /** Closes the ledger: the numbers are final. Last of all. */
    static native int pollux_close();

    /** JSON, or null when it did not fit. */
    static native String pollux_proof();
}
