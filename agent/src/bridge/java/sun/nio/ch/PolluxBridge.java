package sun.nio.ch;

/**
 * The one class of Pollux inside java.base. HotSpot asks who rebinds a platform native, and who loads a library, and answers by the
 * caller's loader; called through the public methods here the caller is the boot loader, and no JDK prints a warning. Each public
 * method therefore makes its privileged call itself. Bound by name to Java_sun_nio_ch_PolluxBridge_* in libpollux.so.
 */
public final class PolluxBridge {
    private static String library;

    private PolluxBridge() {
    }

    /** Maps libpollux.so, for the life of the JVM. Throws UnsatisfiedLinkError. Called under the agent's lock, like all here. */
    public static void load(String path) {
        System.load(path);
        library = path;
    }

    /** The path the library was mapped from; null before that. */
    public static String library() {
        return library;
    }

    /** Binds the control plane to a class of the agent's. Throws NoSuchMethodError when the class is of another version than the library. */
    public static void bind(Class<?> probe) {
        bind0(probe);
    }

    /** Rebinds every native of hooks.def that this JDK has. Returns how many, or -errno. */
    public static int install() {
        return install0();
    }

    /** Binds the JDK's own functions again. Returns how many could not be put back; 0 is a clean detach. */
    public static int remove() {
        return remove0();
    }

    private static native void bind0(Class<?> probe);

    private static native int install0();

    private static native int remove0();
}
