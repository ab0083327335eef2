package io.pollux.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void tableColumnsAreAsWideAsTheirWidestCell() {
        List<String> lines = new Table().right("fd").left("role").right("n").row("7", "accepted", "1.21k").row("1024", "pipe", "0").lines();
        assertThat(lines).containsExactly(
                "  fd  role          n",
                "   7  accepted  1.21k",
                "1024  pipe          0");
    }

    @Test
    void tableLinesHaveNoTrailingBlanks() {
        assertThat(new Table().left("a").left("b").row("x").lines()).containsExactly("a  b", "x");
    }

    @Test
    void longCellsKeepTheirEnd() {
        assertThat(new Table().left("path", 8).row("/run/very/long.sock").lines()).containsExactly("path", "~ng.sock");
    }

    @Test
    void aTableTooWideBreaksItsWidestCellsAndKeepsWords() {
        Table table = new Table().left("to one that watched").left("epoll-et").right("n").row("a", "IN|OUT|ERR, HUP", "[1]");
        assertThat(table.lines(41)).containsExactly("to one that watched  epoll-et           n", "a                    IN|OUT|ERR, HUP  [1]");
        assertThat(table.lines(28)).containsExactly("to one      epoll-et       n", "that", "watched", "a           IN|OUT|ERR,  [1]", "            HUP");
        assertThat(table.lines(1)).containsExactly("to one   epoll-et    n", "that", "watched", "a        IN|OUT|   [1]", "         ERR, HUP");
    }

    @Test
    void controlCharactersOfOthersReachNoTerminal() {
        assertThat(Printable.of("a\u001b[31mb\u0007\u202ec")).isEqualTo("a?[31mb??c");
        assertThat(new Table().left("x").row("\u001b[2J").lines()).containsExactly("x", "?[2J");
    }

    @Test
    void csvQuotesOnlyWhereRfc4180Must() {
        assertThat(Csv.record(List.of("7", "a,b", "say \"hi\"", "two\nlines", ""))).isEqualTo("7,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\r\n");
    }
}
