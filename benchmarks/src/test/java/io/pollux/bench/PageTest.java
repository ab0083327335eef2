package io.pollux.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    @TempDir
    Path directory;

    @Test
    void onlyTheNamedSectionChanges() throws IOException {
        Path file = write("# A\n<!-- measured: one -->\nold\n<!-- end -->\nb\n<!-- measured: two -->\nkept\n<!-- end -->\n");
        new Page(file).replace("one", "new\n");
        assertThat(file).hasContent(
                "# A\n<!-- measured: one -->\n\nnew\n\n<!-- end -->\nb\n<!-- measured: two -->\nkept\n<!-- end -->\n");
    }

    @Test
    void aMissingSectionIsNamed() throws IOException {
        Path file = write("# A\n");
        assertThatThrownBy(() -> new Page(file).replace("one", "new"))
                .isInstanceOf(IOException.class).hasMessageContaining("no section one");
        assertThat(file).hasContent("# A\n");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("page.md"), text);
    }
}
