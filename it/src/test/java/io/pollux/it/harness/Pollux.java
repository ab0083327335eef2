package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The command line, run as users run it: {@code java -jar pollux.jar COMMAND ...}. */
public final class Pollux {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> before;
    private final Jdk jdk;

    private Pollux(Jdk jdk, List<String> before) {
        this.jdk = jdk;
        this.before = before;
    }

    public static Pollux on(Jdk jdk) {
        return new Pollux(jdk, List.of());
    }

    /** The same, run by another program, as setpriv. */
    public Pollux under(List<String> program) {
        return new Pollux(jdk, program);
    }

    public Outcome run(String... arguments) throws IOException, InterruptedException {
        return Outcome.of(command(arguments));
    }

    /** The same, without waiting for the end. */
    public Running start(String... arguments) throws IOException {
        return Running.of(command(arguments));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(jdk.java().toString());
        Collections.addAll(command, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", Repository.jar().toString());
        Collections.addAll(command, arguments);
        return command;
    }

    public Outcome attach(Victim victim, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("attach", victim.pidText(), "port=0"));
        Collections.addAll(arguments, options);
        return run(arguments.toArray(String[]::new));
    }

    public Outcome detach(Victim victim) throws IOException, InterruptedException {
        return run("detach", victim.pidText());
    }

    /** Detaches; the proof. */
    public JsonNode proof(Victim victim) throws IOException, InterruptedException {
        return json(run("detach", victim.pidText(), "-o", "json").ok().text());
    }

    public Outcome engine(Victim victim, String engine) throws IOException, InterruptedException {
        return run("engine", victim.pidText(), engine);
    }

    /** One snapshot, from the memory of the other process. */
    public Snapshot fds(Victim victim) throws IOException, InterruptedException {
        return new Snapshot(json(run("fds", victim.pidText(), "-o", "json").ok().text()));
    }

    public JsonNode status(Victim victim) throws IOException, InterruptedException {
        return json(run("status", victim.pidText(), "-o", "json").ok().text());
    }

    /** Where the agent's HTTP listens, with a slash at the end. It comes up beside the application: waits until it is there. */
    public String url(Victim victim) {
        String[] url = {""};
        Serving.settle(() -> {
            url[0] = status(victim).path("facts").path("url").asText();
            assertThat(url[0]).startsWith("http://127.0.0.1:");
        });
        return url[0];
    }

    static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }
}
