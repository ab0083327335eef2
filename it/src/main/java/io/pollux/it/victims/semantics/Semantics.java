package io.pollux.it.victims.semantics;

import io.pollux.it.victims.Talk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the JDK promises of selectors, sockets, datagrams and pipes, one line a case: "case NAME RESULT". The lines are the same
 * with no agent and under every engine, or something is wrong. Results are facts, never times. Arguments: how the names of cases begin
 * that are to be left out. After "done" it lives until it is told to end, by any byte on stdin or its end: an attach under way in a JVM
 * that exits by itself would make the JDK's own instrument library complain on stderr.
 */
public final class Semantics {
    /** One case; what it returns, or the class of what it throws, is its result. */
    interface Case {
        Object run() throws Exception;
    }

    private static final long HUNG_SECONDS = 60;

    private Semantics() {
    }

    public static void main(String[] args) throws Exception {
        Talk.hello();
        for (Map.Entry<String, Case> one : all().entrySet())
            if (Stream.of(args).noneMatch(one.getKey()::startsWith))
                Talk.say("case %s %s", one.getKey(), result(one.getValue()));
        Talk.say("done");
        System.in.read();
        System.exit(0);
    }

    private static Map<String, Case> all() {
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.putAll(WakeupCases.ALL);
        cases.putAll(KeyCases.ALL);
        cases.putAll(InterestCases.ALL);
        cases.putAll(SelectedCases.ALL);
        cases.putAll(ReadinessCases.ALL);
        cases.putAll(HangUpCases.ALL);
        cases.putAll(ConnectCases.ALL);
        cases.putAll(AcceptCases.ALL);
        cases.putAll(StreamCases.ALL);
        cases.putAll(CloseCases.ALL);
        cases.putAll(PipeCases.ALL);
        cases.putAll(DatagramCases.ALL);
        cases.putAll(UnixCases.ALL);
        cases.putAll(FileCases.ALL);
        cases.putAll(AsyncCases.ALL);
        cases.putAll(CrowdCases.ALL);
        cases.putAll(VirtualCases.all());
        return cases;
    }

    /** Runs a case in a thread of its own, so that one which hangs says where, and ends there. */
    private static String result(Case one) throws InterruptedException {
        String[] result = new String[1];
        Thread runner = new Thread(() -> result[0] = outcome(one), "case");
        runner.setDaemon(true);
        runner.start();
        runner.join(TimeUnit.SECONDS.toMillis(HUNG_SECONDS));
        return runner.isAlive() ? "HUNG at " + List.of(runner.getStackTrace()) : result[0];
    }

    private static String outcome(Case one) {
        try {
            return String.valueOf(one.run());
        } catch (Throwable e) {
            return Blocked.nameOf(e);
        }
    }
}
