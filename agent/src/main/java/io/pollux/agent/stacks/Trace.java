package io.pollux.agent.stacks;

import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The stack that opened a descriptor, the innermost call first: what the JDK's networking does inside is one frame, the call that reached
 * it. Equal when every frame is. Immutable; holds names and no class, so it keeps nothing of the application loaded.
 */
final class Trace {
    /** Frames that are kept, at most. */
    static final int DEEPEST = 16;

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final Function<Stream<StackFrame>, Trace> TAKE = frames -> take(frames.iterator());
    /** Packages whose frames at the top say only that a descriptor is being opened; and our own. */
    private static final String[] INSIDE = {"sun.nio.ch.", "java.nio.channels.", "java.net.", "io.pollux.agent.stacks."};

    private final StackTraceElement[] frames;
    private final int hash;

    private Trace(StackTraceElement[] frames) {
        this.frames = frames;
        this.hash = Arrays.hashCode(frames);
    }

    /** The stack of the calling thread. Some microseconds; allocates. */
    static Trace take() {
        return WALKER.walk(TAKE);
    }

    private static Trace take(Iterator<StackFrame> stack) {
        StackTraceElement[] frames = new StackTraceElement[DEEPEST];
        int n = 0;
        StackFrame reached = null;
        while (stack.hasNext() && n < DEEPEST) {
            StackFrame frame = stack.next();
            if (n == 0 && isInside(frame.getClassName())) {
                reached = frame;
                continue;
            }
            if (n == 0 && reached != null) {
                frames[n++] = reached.toStackTraceElement();
            }
            frames[n++] = frame.toStackTraceElement();
        }
        if (n == 0 && reached != null) {
            frames[n++] = reached.toStackTraceElement();
        }
        return new Trace(Arrays.copyOf(frames, n));
    }

    private static boolean isInside(String type) {
        for (String inside : INSIDE) {
            if (type.startsWith(inside)) {
                return true;
            }
        }
        return false;
    }

    /** For people: {@code com.acme.Pool.connect(Pool.java:42)}, a line each. */
    List<String> lines() {
        return Arrays.stream(frames).map(Trace::line).toList();
    }

    private static String line(StackTraceElement frame) {
        String place = frame.isNativeMethod() ? "native" : frame.getFileName() == null ? "no source"
                : frame.getFileName() + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber());
        return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trace trace && hash == trace.hash && Arrays.equals(frames, trace.frames);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
