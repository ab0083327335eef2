package io.pollux.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.cli.top.Key.Kind;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is drawn, at any size. */
class TopScreenTest extends TopFixture {
    @Test
    void screenHasExactlyItsHeightAndNeverMoreThanItsWidth() {
        for (int height = 1; height < 30; height++) {
            assertThat(lines(60, height)).hasSize(height).allMatch(line -> line.ansi(60, false).replaceAll("\033\\[[0-9;]*m", "").length() <= 60);
        }
        assertThat(text(60, 24).get(23)).startsWith("q quit  ? help");
        assertThat(text(3, 2)).hasSize(2);
    }

    @Test
    void selectedRowIsReversedToTheEdge() {
        List<Line> lines = lines(60, 24);
        assertThat(lines.get(4).text()).startsWith("fd  role");
        assertThat(lines.get(5).style()).isEqualTo(Line.Style.REVERSE);
        assertThat(lines.get(5).ansi(60, true)).hasSize(60 + "\033[7m\033[0m".length());
    }

    @Test
    void drawerShowsEveryCounterExactlyAndStaysWhenItsDescriptorCloses() throws IOException {
        press("s");
        press(Kind.ENTER);
        assertThat(text(100, 40)).anyMatch(line -> line.startsWith("fd 7  conn 1")).anyMatch(line -> line.matches("reads +44 +17  help of reads"))
                .anyMatch(line -> line.matches("ready_to_read_max_ns +5,000 ns +help of ready_to_read_max_ns"));
        model = model(ledger(44, 1), ledger(45, 2));
        assertThat(text(100, 40)).anyMatch(line -> line.startsWith("fd 7  conn 1") && line.endsWith("closed; its last numbers"))
                .anyMatch(line -> line.matches("reads +44 +17  help of reads"));
    }

    @Test
    void totalsAreShownWhenAskedFor() {
        assertThat(text(100, 20).get(6)).contains(" 17 ").doesNotContain(" 44 ");
        press("r");
        assertThat(text(100, 20).get(6)).contains(" 44 ").doesNotContain(" 17 ");
    }

    @Test
    void columnsAreChosenAndScrolledTo() {
        assertThat(text(130, 20).get(4)).contains("reads").contains("local");
        press("o");
        for (int i = 0; i < 6; i++) {
            press(Kind.DOWN);
        }
        press(" ");
        press(Kind.ESCAPE);
        assertThat(text(100, 20).get(4)).doesNotContain("reads");
        press("c");
        assertThat(text(100, 20).get(4)).contains("reads");
        assertThat(text(40, 20).get(4)).doesNotContain("local");
        for (int i = 0; i < 20; i++) {
            press(Kind.RIGHT);
        }
        assertThat(text(40, 20).get(4)).startsWith("fd").doesNotContain("read_bytes");
        press("sssss");
        assertThat(view.fds().sort()).isEqualTo("remote");
        press("s");
        assertThat(text(40, 20).get(4)).as("what is sorted by comes into sight").contains(view.fds().sort());
    }

    @Test
    void everyViewIsDrawnAtAnySize() {
        for (char tab = '1'; tab <= '7'; tab++) {
            press(Character.toString(tab));
            view.read(LedgerReader.open(ledger(44, 1).write(directory)), SECOND);
            for (int width = 1; width < 130; width += 13) {
                assertThat(lines(width, 11)).hasSize(11);
            }
        }
    }
}
