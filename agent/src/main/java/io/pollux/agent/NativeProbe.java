package io.pollux.agent;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * probe.h, name for name: the control plane of libpollux.so. Every function returns 0 or more, or -errno; all are thread-safe.
 * The only class that knows JNA's; counting never passes here.
 */
public final class NativeProbe {
    /** The interface this class was written for: PROBE_VERSION. */
    static final int VERSION = 1;

    private static NativeLibrary library;

    private NativeProbe() {
    }

    /** Binds the functions of the library mapped from {@code path}; the file need not exist any more. Once. */
    public static synchronized void bind(String path) {
        if (library == null) {
            library = NativeLibrary.getInstance(path);
            Native.register(NativeProbe.class, library);
        }
    }

    /** Gives JNA's memory and its hold on the library back; nothing here may be called after it. */
    static synchronized void unbind() {
        if (library != null) {
            Native.unregister(NativeProbe.class);
            library.close();
            library = null;
        }
    }

    /** Whether the functions can be called. */
    static synchronized boolean isBound() {
        return library != null;
    }

    public static native int pollux_version();

    /** Null past the last engine. */
    public static native String pollux_engine_name(int index);

    public static native int pollux_engine_index(String name);

    /** 0 when this kernel can run the engine. */
    public static native int pollux_engine_probe(int index);

    /** The memfd of the ledger, opened if it isn't. */
    public static native int pollux_open();

    public static native int pollux_ledger_fd();

    public static native int pollux_meta_put(String name, String value);

    /** Rows and sets for what is open already. */
    public static native int pollux_adopt();

    /** Every set, and what comes after. Returns how many moved. */
    public static native int pollux_use_engine(int index);

    public static native int pollux_set_use_engine(int epfd, int index);

    /** Descriptors born on this thread are Pollux's own (1), or the application's (0). */
    public static native int pollux_own_thread(int own);

    /** Hands the sets back; returns the threads still inside a hook after the time. */
    public static native int pollux_release(int timeoutMs);

    /** Closes the ledger: the numbers are final. Last of all. */
    public static native int pollux_close();

    /** Length of the JSON written, or -ENOSPC. */
    public static native int pollux_proof(byte[] json, int bytes);
}
