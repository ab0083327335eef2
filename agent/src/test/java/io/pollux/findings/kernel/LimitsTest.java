package io.pollux.findings.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.findings.kernel.Limits.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of a process in a /proc of our own: those of the whole machine can't be lowered for a test. */
class LimitsTest {
    private static final int PID = 4711;

    @TempDir
    private Path proc;

    @BeforeEach
    void write() throws IOException {
        Path process = Files.createDirectory(proc.resolve(Integer.toString(PID)));
        Path fds = Files.createDirectory(process.resolve("fd"));
        for (int fd = 0; fd < 7; fd++) {
            Files.createFile(fds.resolve(Integer.toString(fd)));
        }
        Files.writeString(process.resolve("limits"), "Limit                     Soft Limit           Hard Limit           Units\n"
                + "Max open files            13                   4096                 files\n");
        Files.writeString(process.resolve("status"), "Name:\tjava\nSigQ:\t29/31\nSigPnd:\t0000000000000000\n");
        Files.createDirectories(proc.resolve("sys/fs/epoll"));
        Files.writeString(proc.resolve("sys/fs/epoll/max_user_watches"), "101\n");
    }

    @Test
    void areReadWithWhatIsUsedOfThem() {
        assertThat(Limits.of(proc, PID, 97).all()).containsExactly(new Limit("RLIMIT_NOFILE", 7, 13), new Limit("RLIMIT_SIGPENDING", 29, 31),
                new Limit("max_user_watches", 97, 101));
    }

    @Test
    void watchesNearTheirLimitUseNearlyAllOfIt() {
        assertThat(Limits.of(proc, PID, 97).all().get(2).share()).isBetween(0.96, 0.97);
        assertThat(Limits.of(proc, PID, 11).all().get(2).share()).isLessThan(0.11);
    }

    @Test
    void whatCanNotBeReadOrHasNoLimitIsLeftOut() throws IOException {
        Files.writeString(proc.resolve(PID + "/limits"), "Max open files            unlimited            unlimited            files\n");
        Files.delete(proc.resolve("sys/fs/epoll/max_user_watches"));
        assertThat(Limits.of(proc, PID, 97).all()).containsExactly(new Limit("RLIMIT_SIGPENDING", 29, 31));
        assertThat(Limits.of(proc, PID + 1, 97).all()).isEmpty();
    }
}
