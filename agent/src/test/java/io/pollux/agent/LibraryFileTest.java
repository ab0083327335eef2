package io.pollux.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFileTest {
    private static final String RESOURCE = "pollux.properties";

    @TempDir
    private Path directory;

    @Test
    void belongsToItsOwnerAloneAndIsGoneWhenClosed() throws IOException {
        LibraryFile library = LibraryFile.extract(RESOURCE, directory);
        assertThat(library.path()).hasParent(directory.toRealPath());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library.path()))).isEqualTo("rwx------");
        assertThat(library.path()).hasContent("version=" + Version.get() + "\n");
        library.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void triesTheNextDirectoryWhenOneRefusesToMap() {
        List<Path> tried = new ArrayList<>();
        LibraryFile library = LibraryFile.load(RESOURCE, file -> {
            tried.add(file);
            if (tried.size() < 2) {
                throw new UnsatisfiedLinkError("noexec");
            }
        });
        assertThat(tried).hasSize(2);
        assertThat(tried.get(0)).doesNotExist();
        assertThat(library.path()).isEqualTo(tried.get(1)).exists();
        library.close();
        assertThat(tried.get(1)).doesNotExist();
    }

    @Test
    void namesEveryDirectoryWhenNoneWillMap() throws IOException {
        assertThatThrownBy(() -> LibraryFile.load(RESOURCE, file -> {
            throw new UnsatisfiedLinkError("noexec");
        })).isInstanceOf(Refusal.class).hasMessageContaining(System.getProperty("java.io.tmpdir") + " (noexec)")
                .hasMessageEndingWith("-Djava.io.tmpdir");
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("libpollux-"))
                    .filter(file -> contains(file, "version="))).isEmpty();
        }
    }

    @Test
    void theSameLibraryBesideTheJarIsUsedAndLeftThere() throws IOException {
        Path beside = Files.writeString(directory.resolve(RESOURCE), "version=" + Version.get() + "\n");
        LibraryFile library = LibraryFile.beside(RESOURCE, directory.resolve("pollux.jar"));
        assertThat(library.path()).isEqualTo(beside);
        library.close();
        assertThat(beside).exists();
        Files.writeString(beside, "version=0");
        assertThatThrownBy(() -> LibraryFile.beside(RESOURCE, directory.resolve("pollux.jar"))).hasMessageEndingWith("of another version");
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).startsWith(text);
        } catch (IOException e) {
            return false; // another JVM's, gone since
        }
    }
}
