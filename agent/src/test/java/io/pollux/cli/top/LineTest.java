package io.pollux.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.cli.text.Printable;
import io.pollux.cli.text.Width;
import io.pollux.cli.top.Line.Style;
import org.junit.jupiter.api.Test;

/** Text on its way to the terminal. */
class LineTest {
    @Test
    void wideCharactersTakeTwoCells() {
        assertThat(Width.of("ab\u65e5\u672c")).isEqualTo(6);
        assertThat(Width.start("\u65e5\u672c", 3)).isEqualTo("\u65e5");
        assertThat(Width.end("/run/\u65e5\u672c", 4)).isEqualTo("~\u672c");
        assertThat(Width.end("/run", 4)).isEqualTo("/run");
        assertThat(Width.right("\u65e5", 4)).isEqualTo("  \u65e5");
    }

    @Test
    void namesOfStrangersMoveNoCursor() {
        assertThat(Printable.of("a\033[2Jb\u009b1Ac\u202ed\u2028e\r")).isEqualTo("a?[2Jb?1Ac?d?e?");
    }

    @Test
    void coloursAreLeftOutWhereTheyAreNotWanted() {
        Line line = Line.of("exited", Style.RED).and(" bold", Style.BOLD);
        assertThat(line.ansi(80, true)).isEqualTo("\033[1;31mexited\033[0m\033[1m bold\033[0m");
        assertThat(line.ansi(80, false)).isEqualTo("exited\033[1m bold\033[0m");
        assertThat(line.ansi(6, false)).startsWith("exited").doesNotContain("bold");
    }
}
