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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
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

    /** As from a side-car of a pod that shares process ids: the attach API of some JDKs looks for the socket in its own /tmp. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void jvmWithFilesOfItsOwnButOurProcessIdsIsAttachedToFromBesideIt(Jdk jdk) throws Exception {
        assumeNamespaces();
        try (Serving serving = Serving.start(Serving.launch(jdk).under(in(List.of("unshare", "--mount"), temporary("rw"))), SPECS)) {
            Victim victim = serving.victim();
            List<String> before = files(victim);
            Pollux.on(jdk).attach(victim).ok();
            serving.connect(2).talk(11, 97);
            serving.assertCountsEqual();
            JsonNode proof = Pollux.on(jdk).proof(victim);
            assertThat(proof.path("complete").asBoolean()).as("%s", proof).isTrue();
            assertThat(files(victim)).isEqualTo(before);
            assertThat(Path.of("/tmp/.java_pid" + victim.pid())).doesNotExist();
            victim.quit();
        }
    }

    /** Nothing can be written anywhere: Pollux comes by -javaagent, and its library lies beside the jar. A JVM that began without is left alone. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyFileSystemMayBeReadOnlyWhereTheLibraryLiesBesideTheJar(Jdk jdk) throws Exception {
        assumeNamespaces();
        Path image = Files.createDirectories(Repository.root().resolve("it/target/image-" + jdk.major()));
        Path jar = Files.copy(Repository.jar(), image.resolve("pollux.jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(image.resolve("libpollux.so"));
        try (Serving bare = Serving.start(Serving.launch(jdk).under(readOnly()), SPECS)) {
            Pollux.on(jdk).attach(bare.victim()).refused(4, "can't write to /tmp", "-javaagent");
            bare.victim().quit();
        }
        unpackLibrary(jar);
        try (Serving serving = Serving.start(Serving.launch(jdk).jvm("-javaagent:" + jar + "=port=0").under(readOnly()), SPECS)) {
            serving.connect(2).talk(11, 97);
            serving.assertCountsEqual();
            JsonNode proof = Pollux.on(jdk).proof(serving.victim());
            assertThat(proof.path("complete").asBoolean()).as("%s", proof).isTrue();
            serving.victim().quit();
        }
    }

    /** What `unzip -j pollux.jar inner/linux-x86_64/libpollux.so` does. */
    private static void unpackLibrary(Path jar) throws IOException {
        String library = "inner/linux-" + System.getProperty("os.arch").replace("amd64", "x86_64") + "/libpollux.so";
        try (ZipFile zip = new ZipFile(jar.toFile()); InputStream in = zip.getInputStream(zip.getEntry(library))) {
            Files.copy(in, jar.resolveSibling("libpollux.so"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Whatever directory Pollux might take for its library. */
    private static List<String> readOnly() {
        return in(List.of("unshare", "--mount"), temporary("rw") + "; mount -o remount,ro /tmp; mount -t tmpfs -o ro none /var/tmp"
                + "; mount -t tmpfs -o ro none /dev/shm; mount -o remount,bind,ro /; cd /");
    }

    private static void comesAndGoes(Jdk jdk, String mounts) throws Exception {
        assumeNamespaces();
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

    /** An empty /tmp, and a /dev/shm in which no other process unpacks anything; where the tests themselves run below the machine's, they stay where they are. */
    private static String temporary(String options) {
        String mount = "mount -t tmpfs -o " + options + " none /tmp; mount -t tmpfs none /dev/shm";
        Path here = Repository.root();
        return here.startsWith("/tmp") ? "mount --bind '" + here + "' /mnt; " + mount + "; mkdir -p '" + here + "'; mount --bind /mnt '" + here + "'" : mount;
    }

    private static List<String> contained(String mounts) {
        return in(List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"), mounts);
    }

    private static List<String> in(List<String> namespaces, String mounts) {
        List<String> program = new ArrayList<>(namespaces);
        program.addAll(List.of("sh", "-ec", mounts + "; exec \"$@\"", "sh"));
        return program;
    }

    private static void assumeNamespaces() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("user.name").equals("root") && mayUnshare(), "only root may make namespaces");
    }

    private static boolean mayUnshare() throws IOException, InterruptedException {
        return new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "--mount-proc", "true").start().waitFor() == 0;
    }

    /** What lies where temporary files go, as the container sees it; the JVM's own socket for attaches aside. */
    private static List<String> files(Victim victim) throws IOException {
        Path root = Path.of("/proc/" + victim.pid() + "/root");
        try (Stream<Path> tmp = Files.list(root.resolve("tmp")); Stream<Path> shm = Files.list(root.resolve("dev/shm"))) {
            return Stream.concat(tmp, shm).map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("pollux") || name.startsWith(".attach_pid")).sorted().toList();
        }
    }
}
