package io.pollux.it.dashboards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own checker, as the package "prometheus" brings it. Tests that need it are skipped where it is missing. */
record Promtool(int status, String output) {
    private static final long LIMIT_SECONDS = 60;

    static Promtool run(String... arguments) throws IOException, InterruptedException {
        return run(null, arguments);
    }

    /** @param input what it reads from standard input, or null */
    static Promtool run(Path input, String... arguments) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Prometheus.installed("promtool"), "promtool is missing; on Debian: apt-get install prometheus");
        List<String> command = new ArrayList<>(List.of("promtool"));
        Collections.addAll(command, arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (input != null)
            builder.redirectInput(input.toFile());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
            process.destroyForcibly();
        return new Promtool(process.waitFor(), output);
    }

    /** What is wrong with some expressions of Grafana's, if anything. Each becomes a recording rule of a file that is thrown away. */
    static List<String> parse(List<String> expressions) throws IOException, InterruptedException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: expressions\n    rules:\n");
        for (int i = 0; i < expressions.size(); i++)
            rules.append("      - record: expression:").append(i).append("\n        expr: '").append(Variables.fill(expressions.get(i)).replace("'", "''")).append("'\n");
        Path file = Files.createTempFile("expressions", ".yml");
        try {
            Files.writeString(file, rules);
            Promtool check = run("check", "rules", file.toString());
            return check.status() == 0 ? List.of() : List.of(check.output());
        } finally {
            Files.delete(file);
        }
    }
}
