package io.pollux.it.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a victim is to be started. */
public final class Launch {
    private final Jdk jdk;
    private final Class<?> main;
    private final List<String> before = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    private Launch(Jdk jdk, Class<?> main) {
        this.jdk = jdk;
        this.main = main;
    }

    public static Launch of(Jdk jdk, Class<?> main) {
        return new Launch(jdk, main);
    }

    /** With the agent from the start. Any free port, unless the options name one. */
    public Launch agent(String options) {
        String port = options.contains("port=") ? "" : "port=0,";
        return jvm("-javaagent:" + Repository.jar() + "=" + port + options);
    }

    public Launch jvm(String... more) {
        Collections.addAll(options, more);
        return this;
    }

    public Launch arguments(String... more) {
        Collections.addAll(arguments, more);
        return this;
    }

    /** Under another program (strace, setpriv), whose command line ends where the victim's begins. */
    public Launch under(List<String> program) {
        before.addAll(program);
        return this;
    }

    public Victim start() throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(jdk.java().toString());
        // Small and quick to start: many of these run on a small machine.
        Collections.addAll(command, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-Xshare:auto");
        command.addAll(options);
        Collections.addAll(command, "-cp", Repository.victims().toString(), main.getName());
        command.addAll(arguments);
        return new Victim(jdk, new ProcessBuilder(command).start());
    }
}
