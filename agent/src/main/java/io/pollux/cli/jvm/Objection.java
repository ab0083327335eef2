package io.pollux.cli.jvm;

import io.pollux.cli.CliException;
import io.pollux.cli.ExitCode;

/**
 * What speaks against an attach.
 *
 * @param exitCode the status that belongs to it
 * @param brief    in two words, for a table
 * @param line     in a sentence without its subject, ending in what to do
 */
record Objection(int exitCode, String brief, String line) {
    private static final int OLDEST = 17;
    private static final String START_WITH = "; start it with -javaagent:pollux.jar instead";

    /** The first thing that speaks against it, or null. */
    static Objection to(Jvm jvm, Proc proc) {
        Objection objection = toPlatform(jvm, proc.maps());
        return objection == null ? toOptions(jvm, proc) : objection;
    }

    private static Objection toPlatform(Jvm jvm, String maps) {
        if (maps.contains("/libj9vm") || !jvm.vmName().isEmpty() && !isHotSpot(jvm.vmName())) {
            return unsupported("not HotSpot", "runs " + (jvm.vmName().isEmpty() ? "OpenJ9" : jvm.vmName()) + "; Pollux needs HotSpot");
        }
        if (maps.contains("/ld-musl-")) {
            return unsupported("on musl", "runs on musl; Pollux needs glibc");
        }
        if (jvm.feature() != 0 && jvm.feature() < OLDEST) {
            return unsupported("JDK < " + OLDEST, "runs JDK " + jvm.version() + "; Pollux needs " + OLDEST + " or later");
        }
        return null;
    }

    private static Objection toOptions(Jvm jvm, Proc proc) {
        if (jvm.flag("DisableAttachMechanism", false)) {
            return refused("attach disabled", "was started with -XX:+DisableAttachMechanism" + START_WITH);
        }
        if (!jvm.flag("EnableDynamicAgentLoading", true)) {
            return refused("agents disabled", "was started with -XX:-EnableDynamicAgentLoading" + START_WITH);
        }
        if (proc.files().lackTmp()) {
            return refused("no /tmp", "can't write to /tmp, where HotSpot opens its socket for attaches; mount a tmpfs there, or an emptyDir, or"
                    + START_WITH.substring(1));
        }
        return proc.stopped() ? refused("stopped", "is stopped and can't answer; continue it with: kill -CONT " + jvm.pid()) : null;
    }

    private static boolean isHotSpot(String vmName) {
        return vmName.startsWith("OpenJDK") || vmName.contains("HotSpot");
    }

    private static Objection unsupported(String brief, String line) {
        return new Objection(ExitCode.UNSUPPORTED, brief, line);
    }

    private static Objection refused(String brief, String line) {
        return new Objection(ExitCode.REFUSED, brief, line);
    }

    CliException exception(long pid) {
        return new CliException(exitCode, "process " + pid + " " + line);
    }
}
