package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Signals that come to a victim's threads by the thousand, so that their system calls are interrupted (EINTR). */
public final class Barrage implements AutoCloseable {
    /** tgkill(2): 234 on x86-64, 131 where the generic table holds. perl is in every Debian's base system. */
    private static final String SCRIPT = """
            my ($call, $pid, $signal) = map { $_ + 0 } @ARGV[0 .. 2];
            my $names = $ARGV[3];
            while (kill(0, $pid)) {
                for my $task (glob("/proc/$pid/task/*")) {
                    open(my $comm, "<", "$task/comm") or next;
                    my $name = <$comm> // "";
                    syscall($call, $pid, int(substr($task, rindex($task, "/") + 1)), $signal) if $name =~ /$names/;
                }
                select(undef, undef, undef, 0.005);
            }
            """;

    private final Process process;

    private Barrage(Process process) {
        this.process = process;
    }

    /** Sends a signal to every thread whose name fits, over and over, until it is closed. */
    public static Barrage on(Victim victim, int signal, String names) throws IOException {
        String call = System.getProperty("os.arch").equals("amd64") ? "234" : "131";
        ProcessBuilder perl = new ProcessBuilder("perl", "-e", SCRIPT, call, victim.pidText(), Integer.toString(signal), names);
        return new Barrage(perl.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Ends it; fails if it had ended before. */
    public void stop() {
        assertThat(process.isAlive()).as("signals still came").isTrue();
        close();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
