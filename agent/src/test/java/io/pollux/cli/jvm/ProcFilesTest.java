package io.pollux.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
    @TempDir
    Path dir;

    @Test
    void tmpIsLackedWhereTheMountThatHoldsItIsReadOnly() throws IOException {
        assertThat(new ProcFiles(dir).lackTmp()).isFalse();
        assertThat(lackTmp("none / overlay rw,relatime 0 0\n")).isFalse();
        assertThat(lackTmp("none / overlay ro,relatime 0 0\nproc /proc proc rw 0 0\n")).isTrue();
        assertThat(lackTmp("none / overlay ro 0 0\nnone /tmp tmpfs rw 0 0\nnone /tmp/x tmpfs ro 0 0\n")).isFalse();
        assertThat(lackTmp("none / overlay rw 0 0\nnone /tmp tmpfs rw 0 0\nnone /tmp tmpfs ro,relatime 0 0\n")).isTrue();
    }

    private boolean lackTmp(String mounts) throws IOException {
        Files.writeString(dir.resolve("mounts"), mounts);
        return new ProcFiles(dir).lackTmp();
    }
}
