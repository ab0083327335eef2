package io.pollux.cli.jvm;

import io.pollux.cli.CliException;
import io.pollux.cli.ExitCode;

/**
 * Whether Pollux can go into a JVM, judged before the JVM is touched: the attach API's own way of asking is SIGQUIT, which
 * makes a JVM that refuses attaches print its threads.
 */
public final class Preflight {
    private static final int OLDEST = 17;

    private Preflight() {}

    /** The JVM of the process, fit to be attached to; else one line and the exit code that belongs to it. */
    public static Jvm check(long pid) {
        Proc proc = new Proc(pid);
        if (!proc.exists() || proc.gone()) {
            throw new CliException(ExitCode.NO_TARGET, "no process " + pid);
        }
        if (isOtherUsers(proc)) {
            throw new CliException(ExitCode.REFUSED, "process " + pid + " belongs to " + proc.user() + "; run pollux as that user");
        }
        Jvm jvm = Jvms.of(pid);
        if (jvm == null) {
            throw new CliException(ExitCode.NO_TARGET, "process " + pid + " is no JVM");
        }
        CliException objection = objection(jvm, proc);
        if (objection != null) {
            throw objection;
        }
        return jvm;
    }

    /** Whether the process is there and can answer: neither gone nor stopped. */
    public static boolean isRunning(long pid) {
        Proc proc = new Proc(pid);
        return !proc.gone() && !proc.stopped();
    }

    /** Why not, in a few words for a table; empty when nothing speaks against it. */
    public static String why(Jvm jvm) {
        Proc proc = new Proc(jvm.pid());
        if (isOtherUsers(proc)) {
            return "other user's";
        }
        CliException objection = objection(jvm, proc);
        return objection == null ? "" : objection.getMessage().replaceFirst("^process \\d+ ", "").replaceFirst(";.*", "");
    }

    private static CliException objection(Jvm jvm, Proc proc) {
        String who = "process " + jvm.pid() + " ";
        String maps = proc.maps();
        if (maps.contains("/libj9vm") || !jvm.vmName().isEmpty() && !isHotSpot(jvm.vmName())) {
            return unsupported(who + "runs " + (jvm.vmName().isEmpty() ? "OpenJ9" : jvm.vmName()) + "; Pollux needs HotSpot");
        }
        if (maps.contains("/ld-musl-")) {
            return unsupported(who + "runs on musl; Pollux needs glibc");
        }
        if (jvm.feature() != 0 && jvm.feature() < OLDEST) {
            return unsupported(who + "runs JDK " + jvm.version() + "; Pollux needs " + OLDEST + " or later");
        }
        if (jvm.flag("DisableAttachMechanism", false)) {
            return refused(who + "was started with -XX:+DisableAttachMechanism; start it with -javaagent:pollux.jar instead");
        }
        if (!jvm.flag("EnableDynamicAgentLoading", true)) {
            return refused(who + "was started with -XX:-EnableDynamicAgentLoading; start it with -javaagent:pollux.jar instead");
        }
        return proc.stopped() ? refused(who + "is stopped and can't answer; continue it with: kill -CONT " + jvm.pid()) : null;
    }

    private static boolean isHotSpot(String vmName) {
        return vmName.contains("OpenJDK") || vmName.contains("HotSpot") || vmName.contains("Zing");
    }

    /** Root may attach to everyone's: HotSpot takes its word since JDK 11. */
    private static boolean isOtherUsers(Proc proc) {
        long me = new Proc(ProcessHandle.current().pid()).uid();
        return me != 0 && me != proc.uid();
    }

    private static CliException unsupported(String line) {
        return new CliException(ExitCode.UNSUPPORTED, line);
    }

    private static CliException refused(String line) {
        return new CliException(ExitCode.REFUSED, line);
    }
}
