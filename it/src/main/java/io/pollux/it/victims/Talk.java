package io.pollux.it.victims;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** The line protocol between a victim and its test: what the victim says on stdout starts with "> ", commands come by stdin. */
public final class Talk {
    /** Answers one command, given by its words; anything it throws ends the victim. */
    public interface Commands {
        void run(String[] words) throws Exception;
    }

    private static final BufferedReader IN = new BufferedReader(new InputStreamReader(System.in));

    private Talk() {
    }

    /** Says one line. Thread-safe. */
    public static void say(String format, Object... args) {
        String line = "> " + String.format(format, args) + "\n";
        synchronized (System.out) {
            System.out.print(line);
            System.out.flush();
        }
    }

    /** Says who this is: the first line of every victim. */
    public static void hello() {
        say("pid %d", ProcessHandle.current().pid());
    }

    /** Serves commands until "quit" or end of input, then ends the JVM with status 0. */
    public static void serve(Commands commands) throws Exception {
        say("ready");
        for (String line = next(); line != null && !line.equals("quit"); line = next()) {
            commands.run(line.split(" "));
            say("end");
        }
        System.exit(0);
    }

    private static String next() throws IOException {
        return IN.readLine();
    }
}
