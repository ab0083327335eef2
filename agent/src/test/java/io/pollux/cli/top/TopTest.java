package io.pollux.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pollux.ledger.FdOrder;
import io.pollux.cli.top.Key.Kind;
import io.pollux.ledger.FakeLedger;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private final TopView view = new TopView(List.of("activity", "fd", "reads"), "activity", null, 1);

    private static FakeLedger ledger(long reads, long conn) {
        FakeLedger fake = FakeLedger.standard(16);
        fake.table("group").row(0).put("used", 1).put("role", 1).put("reads", 100);
        fake.table("fd").row(7).put("state", 1).put("conn", conn).put("role", 1).put("reads", reads).put("ready_to_read_max_ns", 5000);
        fake.table("fd").row(8).put("state", 1).put("conn", 99).put("role", 1).put("group", 0).put("reads", 3);
        return fake;
    }

    /** Two readings two seconds apart, the ledger rewritten between them. */
    private TopModel model(FakeLedger before, FakeLedger after) throws IOException {
        Path file = before.write(directory);
        TopModel model = new TopModel(LedgerReader.open(file));
        model.update(fd -> true, SECOND);
        Files.write(file, after.bytes());
        model.update(fd -> true, 3 * SECOND);
        return model;
    }

    private static Field column(TopModel model, String name) {
        return model.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private static Key letter(char c) {
        return new Key(Kind.CHARACTER, c);
    }

    @Test
    void rateIsGrowthASecond() throws IOException {
        TopModel model = model(ledger(10, 1), ledger(44, 1));
        assertThat(model.rows().get(0).worth(column(model, "reads"))).isEqualTo(17.0, within(1e-9));
        assertThat(model.rows().get(1).worth(column(model, "reads"))).isZero();
        assertThat(model.totals().get(column(model, "reads"))).isEqualTo(17.0, within(1e-9));
    }

    @Test
    void descriptorUnderAReusedNumberStartsFromNothing() throws IOException {
        TopModel model = model(ledger(1000, 1), ledger(44, 2));
        assertThat(model.rows().get(0).worth(column(model, "reads"))).isEqualTo(22.0, within(1e-9));
    }

    @Test
    void maximumIsNoRate() throws IOException {
        TopModel model = model(ledger(10, 1), ledger(44, 1));
        assertThat(model.rows().get(0).worth(column(model, "ready_to_read_max_ns"))).isEqualTo(5000);
    }

    @Test
    void screenHasExactlyItsHeightAndWidth() throws IOException {
        TopModel model = model(ledger(10, 1), ledger(44, 1));
        TopScreen screen = new TopScreen(model, view, null);
        FdOrder<RateRow> order = new FdOrder<>(model.columns(), RateRow::view, RateRow::worth);
        List<RateRow> rows = model.rows().stream().sorted(order.by("reads")).toList();
        for (int height = 5; height < 30; height++) {
            List<Line> lines = screen.lines("title", rows, 60, height);
            assertThat(lines).hasSize(height);
            assertThat(lines.get(height - 1).text()).contains("q quit");
        }
        List<Line> lines = screen.lines("title", rows, 60, 24);
        assertThat(lines.get(4).text()).startsWith("fd  role");
        assertThat(lines.get(5)).matches(line -> line.style() == Line.Style.REVERSE && line.text().contains("17"));
        assertThat(lines.get(5).ansi(60)).hasSize(60 + "\033[7m\033[0m".length());
    }

    @Test
    void drawerShowsEveryColumnWithItsHelp() throws IOException {
        TopModel model = model(ledger(10, 1), ledger(44, 1));
        view.press(Key.of(Kind.ENTER));
        List<Line> lines = new TopScreen(model, view, null).lines("title", model.rows(), 100, 30);
        assertThat(lines).extracting(Line::text).anyMatch(text -> text.startsWith("fd 7")).anyMatch(text -> text.contains("help of reads"))
                .anyMatch(text -> text.contains("help of write_bytes"));
    }

    @Test
    void keysChangeTheView() {
        view.press(letter('s'));
        assertThat(view.sort()).isEqualTo("fd");
        view.press(letter('S'));
        view.press(letter('S'));
        assertThat(view.sort()).isEqualTo("reads");
        view.press(letter('p'));
        assertThat(view.paused()).isTrue();
        view.press(letter('+'));
        assertThat(view.intervalSeconds()).isEqualTo(2);
        view.press(letter('q'));
        assertThat(view.quit()).isTrue();
    }

    @Test
    void filterIsTypedAndTakenBack() {
        view.press(letter('/'));
        "quiz".chars().forEach(c -> view.press(letter((char) c)));
        view.press(Key.of(Kind.BACKSPACE));
        assertThat(view.typing()).isEqualTo("qui");
        assertThat(view.quit()).isFalse();
        view.press(Key.of(Kind.ENTER));
        assertThat(view.filter()).isEqualTo("qui");
        view.press(Key.of(Kind.ESCAPE));
        assertThat(view.filter()).isEmpty();
    }

    @Test
    void selectionStaysAmongTheRows() throws IOException {
        List<RateRow> rows = model(ledger(10, 1), ledger(44, 1)).rows();
        view.press(Key.of(Kind.PAGE_DOWN));
        view.rows(rows);
        assertThat(view.selected()).isEqualTo(1);
        view.press(Key.of(Kind.PAGE_UP));
        view.rows(rows);
        assertThat(view.selected()).isZero();
        view.press(Key.of(Kind.DOWN));
        view.rows(List.of());
        assertThat(view.selected()).isZero();
    }

    @Test
    void chosenRowIsFollowedWhereverTheOrderTakesIt() throws IOException {
        List<RateRow> rows = model(ledger(10, 1), ledger(44, 1)).rows();
        List<RateRow> reversed = List.of(rows.get(1), rows.get(0));
        view.rows(rows);
        view.rows(reversed);
        assertThat(view.selected()).isZero();
        view.press(Key.of(Kind.ENTER));
        view.rows(reversed);
        view.rows(rows);
        assertThat(view.selected()).isEqualTo(1);
    }
}
