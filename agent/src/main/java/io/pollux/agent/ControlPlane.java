package io.pollux.agent;

import io.pollux.cli.ExitCode;

/** The library in this JVM: mapped once for its life, its control plane bound by each attach anew. */
final class ControlPlane {
    private ControlPlane() {
    }

    /** Maps the library, or finds the one that an earlier attach has left mapped, and binds its control plane. Throws a {@link Refusal}. */
    static void bind(Bridge bridge) {
        if (bridge.library() == null) {
            LibraryFile.load(Platform.library(), bridge).close();
        }
        try {
            NativeProbe.bind(bridge);
        } catch (NoSuchMethodError e) {
            throw otherVersion();
        }
        if (NativeProbe.pollux_version() != NativeProbe.VERSION) {
            throw otherVersion();
        }
    }

    private static Refusal otherVersion() {
        return new Refusal(ExitCode.UNSUPPORTED, "this JVM still holds the library of another version of Pollux; restart it to change");
    }
}
