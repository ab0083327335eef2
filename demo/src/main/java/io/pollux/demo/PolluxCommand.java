package io.pollux.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code bin/pollux} as a user would. */
public final class PolluxCommand {
    private static final int UNSUPPORTED = 5;

    private final Path launcher;

    /** @param launcher the script {@code bin/pollux} */
    public PolluxCommand(Path launcher) {
        this.launcher = launcher;
    }

    /**
     * Shows the command and what it prints.
     *
     * @return what it printed
     * @throws IOException if its exit code is not 0
     */
    public String show(String... arguments) throws IOException, InterruptedException {
        System.out.println("\n$ bin/pollux " + String.join(" ", arguments));
        String text = output(arguments);
        System.out.print(text);
        return text;
    }

    /**
     * Gives what the command prints.
     *
     * @throws IOException if its exit code is not 0
     */
    public String output(String... arguments) throws IOException, InterruptedException {
        Process process = builder(arguments).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        expectZero(process, arguments);
        return text;
    }

    /**
     * Runs a command whose output is not wanted.
     *
     * @return false if this kernel can't do it (exit code 5)
     * @throws IOException if it fails otherwise
     */
    public boolean accepts(String... arguments) throws IOException, InterruptedException {
        Process process = builder(arguments).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (process.waitFor() == UNSUPPORTED) {
            return false;
        }
        expectZero(process, arguments);
        return true;
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static void expectZero(Process process, String... arguments) throws IOException, InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("bin/pollux " + String.join(" ", arguments) + " ended with exit code " + code);
        }
    }
}
