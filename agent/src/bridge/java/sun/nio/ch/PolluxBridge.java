package sun.nio.ch;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.internal.access.JavaIOFileDescriptorAccess;
import jdk.internal.access.SharedSecrets;

/**
 * The one class of Pollux inside java.base. HotSpot asks who rebinds a platform native, and who loads a library, and answers by the
 * caller's loader; called through the public methods here the caller is the boot loader, and no JDK prints a warning. Each public
 * method therefore makes its privileged call itself. Bound by name to Java_sun_nio_ch_PolluxBridge_* in libpollux.so.
 */
public final class PolluxBridge implements Runnable {
    private static final JavaIOFileDescriptorAccess DESCRIPTORS = SharedSecrets.getJavaIOFileDescriptorAccess();

    /** Capacity of the largest temporary direct buffer that a counted copy went through. */
    private static final AtomicInteger LARGEST = new AtomicInteger();

    /** Whether copies are counted. Plain, since it is read at each: a thread may see a change a moment late. */
    private static boolean countingCopies;

    /** Of the ten places that java.lang.Shutdown has (JDK 17 to 25), in their order: 1 runs the application's hooks, 2 deletes files. */
    private static final int LAST_PLACE = 9;

    private static String library;

    /** Null: nothing is to be done when the JVM ends. */
    private static volatile Runnable atEnd;
    private static boolean placed;

    private PolluxBridge() {
    }

    /** Maps libpollux.so, for the life of the JVM. Throws UnsatisfiedLinkError. Called under the agent's lock, like all here. */
    @SuppressWarnings("restricted") // a lint of JDK 22 and later
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

    /**
     * Tells each birth of a descriptor to the static method {@code opened(int fd, long conn)} of a class, on the thread that opened it; null: to
     * nobody any more. Returns how many natives tell, or -errno.
     */
    public static int tellBirths(Class<?> recorder) {
        return tellBirths0(recorder);
    }

    /**
     * Has a task run when the JVM ends, on the thread that ends it, after the application's own hooks; null: none any more. Throws an Error where
     * the JDK has no place for it. {@code Runtime.halt} and a killed JVM run nothing.
     */
    public static void atEnd(Runnable task) {
        if (!placed) {
            SharedSecrets.getJavaLangAccess().registerShutdownHook(LAST_PLACE, false, new PolluxBridge());
            placed = true;
        }
        atEnd = task;
    }

    /** The JDK's, at the end. The place can't be given back: of a Pollux that has left it holds this object alone. */
    @Override
    public void run() {
        Runnable task = atEnd;
        if (task != null) {
            task.run();
        }
    }

    /** Starts the counting of copies. Throws UnsatisfiedLinkError when the library knows nothing of them; else returns 0. */
    public static int countCopies() {
        heapCopied0(-1, 0, 0, false);
        LARGEST.set(0);
        countingCopies = true;
        return 0;
    }

    /** Ends the counting of copies. Returns 0. */
    public static int ignoreCopies() {
        countingCopies = false;
        return 0;
    }

    /** Capacity of the largest temporary direct buffer that a counted copy went through since {@link #countCopies}; 0: none. */
    public static int largestTemporary() {
        return LARGEST.get();
    }

    /*
     * What the copying calls of sun.nio.ch are rewritten to (io.pollux.agent.copies.Hooks): the same copy with the same result and the
     * same exceptions, counted. They allocate nothing and load no class. Read: out of a temporary direct buffer; write: into one.
     */

    /** to.put(from) */
    public static ByteBuffer heapRead(ByteBuffer to, ByteBuffer from, FileDescriptor fd) {
        return put(to, from, fd, false, from);
    }

    /** from.get(to, offset, length) */
    public static ByteBuffer heapRead(ByteBuffer from, byte[] to, int offset, int length, FileDescriptor fd) {
        if (!countingCopies) {
            return from.get(to, offset, length);
        }
        long start = System.nanoTime();
        ByteBuffer result = from.get(to, offset, length);
        copied(fd, length, start, false, from);
        return result;
    }

    /** to.put(from) */
    public static ByteBuffer heapWrite(ByteBuffer to, ByteBuffer from, FileDescriptor fd) {
        return put(to, from, fd, true, to);
    }

    /** to.put(index, from, offset, length) */
    public static ByteBuffer heapWrite(ByteBuffer to, int index, ByteBuffer from, int offset, int length, FileDescriptor fd) {
        if (!countingCopies) {
            return to.put(index, from, offset, length);
        }
        long start = System.nanoTime();
        ByteBuffer result = to.put(index, from, offset, length);
        copied(fd, length, start, true, to);
        return result;
    }

    /** to.put(from, offset, length) */
    public static ByteBuffer heapWrite(ByteBuffer to, byte[] from, int offset, int length, FileDescriptor fd) {
        if (!countingCopies) {
            return to.put(from, offset, length);
        }
        long start = System.nanoTime();
        ByteBuffer result = to.put(from, offset, length);
        copied(fd, length, start, true, to);
        return result;
    }

    private static ByteBuffer put(ByteBuffer to, ByteBuffer from, FileDescriptor fd, boolean write, ByteBuffer temporary) {
        if (!countingCopies) {
            return to.put(from);
        }
        int bytes = from.remaining();
        long start = System.nanoTime();
        ByteBuffer result = to.put(from);
        copied(fd, bytes, start, write, temporary);
        return result;
    }

    /** Nothing to move (an empty buffer, an empty datagram) is no copy. */
    private static void copied(FileDescriptor fd, int bytes, long start, boolean write, ByteBuffer temporary) {
        if (bytes > 0) {
            heapCopied0(DESCRIPTORS.get(fd), bytes, System.nanoTime() - start, write);
            int largest = LARGEST.get();
            while (temporary.capacity() > largest && !LARGEST.compareAndSet(largest, temporary.capacity())) {
                largest = LARGEST.get();
            }
        }
    }

    private static native void bind0(Class<?> probe);

    private static native int install0();

    private static native int remove0();

    private static native int tellBirths0(Class<?> recorder);

    private static native void heapCopied0(int fd, int bytes, long nanoseconds, boolean write);
}
