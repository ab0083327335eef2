package io.pollux.cli.jvm;

import io.pollux.cli.CliException;
import io.pollux.cli.ExitCode;

/**
 * Whether Pollux can go into a JVM, judged before the JVM is touched: the attach API's own way of asking is SIGQUIT, which
 * makes a JVM that refuses attaches print its threads.
 */
public final class Preflight {
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
        if (!proc.files().areOpenToUs()) {
            throw new CliException(ExitCode.REFUSED, "process " + pid + " is closed to this one by the kernel: run pollux as its user, with all the "
                    + "capabilities it has, or with CAP_SYS_PTRACE");
        }
        Jvm jvm = Jvms.of(pid);
        if (jvm == null) {
            throw new CliException(ExitCode.NO_TARGET, "process " + pid + " is no JVM");
        }
        Objection objection = Objection.to(jvm, proc);
        if (objection != null) {
            throw objection.exception(pid);
        }
        return jvm;
    }

    /** Whether the process is there and can answer: neither gone nor stopped. */
    public static boolean isRunning(long pid) {
        Proc proc = new Proc(pid);
        return !proc.gone() && !proc.stopped();
    }

    /** Why not, in two words for a table; empty when nothing speaks against it. */
    public static String why(Jvm jvm) {
        Proc proc = new Proc(jvm.pid());
        if (isOtherUsers(proc)) {
            return "other user's";
        }
        if (!proc.files().areOpenToUs()) {
            return "closed to us";
        }
        Objection objection = Objection.to(jvm, proc);
        return objection == null ? "" : objection.brief();
    }

    /** Root may attach to everyone's: HotSpot takes its word since JDK 11. */
    private static boolean isOtherUsers(Proc proc) {
        long me = new Proc(ProcessHandle.current().pid()).uid();
        return me != 0 && me != proc.uid();
    }
}
