package io.pollux.cli;

import io.pollux.agent.Nearest;
import io.pollux.cli.jvm.Jvm;
import io.pollux.cli.jvm.Jvms;
import io.pollux.cli.jvm.Proc;
import java.util.List;
import java.util.function.Supplier;

/** What PID|NAME on the command line stands for. */
final class Target {
    private Target() {}

    /** The process meant: a number, or the main class of exactly one JVM. */
    static long pid(String text) {
        return pid(text, Jvms::all);
    }

    static long pid(String text, Supplier<List<Jvm>> jvms) {
        if (text.matches("\\d{1,18}")) {
            long pid = Long.parseLong(text);
            if (!new Proc(pid).exists()) {
                throw new CliException(ExitCode.NO_TARGET, "no process " + pid);
            }
            return pid;
        }
        List<Jvm> all = jvms.get();
        List<Jvm> called = all.stream().filter(jvm -> jvm.isCalled(text)).toList();
        return switch (called.size()) {
            case 1 -> called.get(0).pid();
            case 0 -> throw new CliException(ExitCode.NO_TARGET, noneCalled(text, all));
            default -> throw new CliException(ExitCode.USAGE, "'" + text + "' is ambiguous; give a PID: " + pids(called));
        };
    }

    private static String noneCalled(String text, List<Jvm> all) {
        List<String> names = all.stream().map(Jvm::simpleName).filter(name -> !name.isEmpty()).distinct().toList();
        String nearest = Nearest.to(text, names);
        return "no JVM runs a main class '" + text + "'"
                + (nearest == null ? "" : "; nearest: " + nearest) + "; pollux list shows all";
    }

    private static String pids(List<Jvm> jvms) {
        return String.join(", ", jvms.stream().map(jvm -> jvm.pid() + " (" + jvm.mainClass() + ")").toList());
    }
}
