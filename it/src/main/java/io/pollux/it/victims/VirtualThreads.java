package io.pollux.it.victims;

/** Virtual threads by reflection, as victims are compiled for 17. */
public final class VirtualThreads {
    private VirtualThreads() {
    }

    /** Whether this JDK has them. */
    public static boolean present() {
        return Runtime.version().feature() >= 21;
    }

    public static Thread start(Work work) throws ReflectiveOperationException {
        return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, Workers.reporting(work));
    }
}
