package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM in mount and PID namespaces of its own, as in a container, attached to from outside. */
class ContainerIT {
    private static final List<String> SPECS = List.of("selector:fixed:direct:inet", "selector:toggle:heap:inet");

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void jvmInNamespacesOfItsOwnIsAttachedToFromOutside(Jdk jdk) throws Exception {
        comesAndGoes(jdk, temporary("rw"));
    }

    /** The jar goes to /tmp, from where it is only read; the library is mapped from elsewhere. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void temporaryDirectoryMayBeMountedNoexec(Jdk jdk) throws Exception {
        comesAndGoes(jdk, temporary("noexec") + "; mount -t tmpfs -o ro none /var/tmp");
    }

    private static void comesAndGoes(Jdk jdk, String mounts) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root") && mayUnshare(), "only root may make namespaces");
        Pollux pollux = Pollux.on(jdk);
        try (Serving serving = Serving.start(Serving.launch(jdk).under(contained(mounts)), SPECS)) {
            Victim victim = serving.victim();
            List<String> before = files(victim);
            assertThat(pollux.attach(victim).ok().text()).contains("attached to " + victim.pid() + " ");
            assertThat(files(victim)).as("files in the container").isEqualTo(before);
            serving.connect(2).talk(11, 97);
            serving.assertCountsEqual();
            pollux.engine(victim, "epoll-et").ok();
            serving.talk(11, 97);
            assertThat(pollux.status(victim).path("pid").asLong()).isEqualTo(victim.pid());
            assertThat(pollux.run("status", victim.pidText()).ok().text()).contains("selector");
            JsonNode proof = pollux.proof(victim);
            assertThat(proof.path("complete").asBoolean()).as("%s", proof).isTrue();
            assertThat(files(victim)).isEqualTo(before);
            serving.talk(11, 97);
            victim.quit();
        }
    }

    /** An empty /tmp; where the tests themselves run below the machine's, they stay where they are. */
    private static String temporary(String options) {
        String mount = "mount -t tmpfs -o " + options + " none /tmp";
        Path here = Repository.root();
        return here.startsWith("/tmp") ? "mount --bind '" + here + "' /mnt; " + mount + "; mkdir -p '" + here + "'; mount --bind /mnt '" + here + "'" : mount;
    }

    private static List<String> contained(String mounts) {
        return List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-ec", mounts + "; exec \"$@\"", "sh");
    }

    private static boolean mayUnshare() throws IOException, InterruptedException {
        return new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "--mount-proc", "true").start().waitFor() == 0;
    }

    /** What lies where temporary files go, as the container sees it; the JVM's own socket for attaches aside. */
    private static List<String> files(Victim victim) throws IOException {
        try (Stream<Path> tmp = Files.list(Path.of("/proc/" + victim.pid() + "/root/tmp")); Stream<Path> shm = Files.list(Path.of("/proc/" + victim.pid() + "/root/dev/shm"))) {
            return Stream.concat(tmp, shm).map(file -> file.getFileName().toString()).filter(name -> name.contains("pollux")).sorted().toList();
        }
    }
}
