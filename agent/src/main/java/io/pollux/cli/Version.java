package io.pollux.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar this runs from. */
final class Version implements IVersionProvider {
    /** The version, or "unknown" outside of a jar. */
    static String text() {
        String version = OwnJar.launcher().getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"pollux " + text()};
    }
}
