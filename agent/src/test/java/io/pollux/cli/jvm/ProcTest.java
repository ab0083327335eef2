package io.pollux.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcTest {
    @TempDir
    Path dir;

    @Test
    void stateIsReadBehindAHostileName() throws IOException {
        Files.writeString(dir.resolve("stat"), "4711 (evil) R ) T 1 4711 4711 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 100 0 0");
        assertThat(new Proc(dir).state()).isEqualTo('T');
        assertThat(new Proc(dir).stopped()).isTrue();
    }

    @Test
    void processWithoutFilesIsGone() {
        assertThat(new Proc(dir).gone()).isTrue();
        assertThat(new Proc(dir).commandLine()).isEmpty();
        assertThat(new Proc(dir).uid()).isEqualTo(-1);
    }

    @Test
    void innermostPidIsTheLast() throws IOException {
        Files.writeString(dir.resolve("status"), "Name:\tx\nUid:\t1\t2\t3\t4\nNSpid:\t4711\t7\n");
        assertThat(new Proc(dir).innerPid()).isEqualTo(7);
        assertThat(new Proc(dir).uid()).isEqualTo(2);
    }

    @Test
    void thisProcessRunsAndIsOurs() {
        Proc self = new Proc(ProcessHandle.current().pid());
        assertThat(self.exists()).isTrue();
        assertThat(self.stopped()).isFalse();
        assertThat(self.gone()).isFalse();
        assertThat(self.maps()).contains("libjvm.so");
    }
}
