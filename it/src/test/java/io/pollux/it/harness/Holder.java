package io.pollux.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** A process that is no JVM and holds a memfd named as a ledger, with contents that are none. */
public final class Holder implements AutoCloseable {
    /** memfd_create(2): 319 on x86-64, 279 where the generic table holds. perl is in every Debian's base system. */
    private static final String SCRIPT = """
            my $name = "pollux\\0";
            my $fd = syscall($ARGV[0], $name, 0);
            open(my $memory, "+<&=", $fd) or die;
            syswrite($memory, pack("H*", $ARGV[1]));
            $| = 1;
            print "held\\n";
            <STDIN>;
            """;

    private final Process process;

    private Holder(Process process) {
        this.process = process;
    }

    /** Starts one whose memfd has these bytes, in hexadecimal. */
    public static Holder of(String hex) throws IOException {
        String call = System.getProperty("os.arch").equals("amd64") ? "319" : "279";
        Process process = new ProcessBuilder("perl", "-e", SCRIPT, call, hex).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (!"held".equals(new BufferedReader(new InputStreamReader(process.getInputStream())).readLine()))
            throw new IOException("no memfd in another process");
        return new Holder(process);
    }

    public String pidText() {
        return Long.toString(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
