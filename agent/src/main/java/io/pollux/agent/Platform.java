package io.pollux.agent;

import io.pollux.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What Pollux runs on: HotSpot 17 or later, on Linux with glibc, on the processors its library is built for. */
public final class Platform {
    /** Directories of the library in the jar, by os.arch. */
    private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "linux-x86_64", "aarch64", "linux-aarch64");

    private Platform() {
    }

    /** Throws a {@link Refusal} that says what is missing. */
    static void check() {
        require(property("os.name").equals("Linux"), "it needs Linux, this is " + property("os.name"));
        String vm = property("java.vm.name");
        require(vm.contains("HotSpot") || vm.startsWith("OpenJDK"), "it needs a HotSpot JVM, this is " + vm);
        require(Runtime.version().feature() >= 17, "it needs JDK 17 or later, this is " + Runtime.version().feature());
        require(ARCHITECTURES.containsKey(property("os.arch")), "there is no library for the processor " + property("os.arch"));
        require(!musl(), "it needs glibc, this JVM runs on musl: use an image with glibc");
    }

    /** Resource of the native library. */
    public static String library() {
        return ARCHITECTURES.get(property("os.arch")) + "/libpollux.so";
    }

    private static boolean musl() {
        try {
            String maps = new String(Files.readAllBytes(Path.of("/proc/self/maps")), StandardCharsets.ISO_8859_1);
            return maps.contains("/ld-musl-");
        } catch (IOException e) {
            return false;
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new Refusal(ExitCode.UNSUPPORTED, "Pollux can't run here: " + otherwise);
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }
}
