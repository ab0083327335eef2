package io.pollux.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pollux.cli.top.Key.Kind;
import io.pollux.ledger.FakeLedger;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Line TITLE = Line.title("pollux top", "running", true, "");

    @TempDir
    Path directory;

    private final TopView view = new TopView("activity", false, null, 1);
    private TopModel model;

    private static FakeLedger ledger(long reads, long conn) {
        FakeLedger fake = FakeLedger.standard(16);
        fake.table("group").row(0).put("used", 1).put("role", 1).put("reads", 100);
        fake.table("fd").row(7).put("state", 1).put("conn", conn).put("role", 1).put("reads", reads).put("ready_to_read_max_ns", 5000);
        fake.table("fd").row(8).put("state", 1).put("conn", 99).put("role", 3).put("group", 0).put("reads", 3).put("read_bytes", 7);
        return fake;
    }

    /** Two readings two seconds apart, the ledger rewritten between them. */
    private static TopModel model(Path directory, FakeLedger before, FakeLedger after) throws IOException {
        Path file = before.write(directory);
        TopModel model = new TopModel(LedgerReader.open(file));
        model.update(fd -> true, SECOND);
        Files.write(file, after.bytes());
        model.update(fd -> true, 3 * SECOND);
        return model;
    }

    @BeforeEach
    void readTwice() throws IOException {
        model = model(directory, ledger(10, 1), ledger(44, 1));
        view.show(model, null);
    }

    private Field column(String name) {
        return model.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private void press(String letters) {
        letters.chars().forEach(c -> view.press(new Key(Kind.CHARACTER, (char) c)));
    }

    private void press(Kind... kinds) {
        for (Kind kind : kinds) {
            view.press(Key.of(kind));
        }
    }

    private List<Integer> fds() {
        return view.fds().rows().stream().map(row -> row.view().fd()).toList();
    }

    private List<Line> lines(int width, int height) {
        view.show(model, null);
        return new TopScreen(model, view, null).lines(TITLE, null, width, height);
    }

    private List<String> text(int width, int height) {
        return lines(width, height).stream().map(Line::text).toList();
    }

    @Test
    void rateIsGrowthASecond() {
        assertThat(model.rows().get(0).worth(column("reads"))).isEqualTo(17.0, within(1e-9));
        assertThat(model.rows().get(1).worth(column("reads"))).isZero();
        assertThat(model.totals().get(column("reads"))).isEqualTo(17.0, within(1e-9));
    }

    @Test
    void descriptorUnderAReusedNumberStartsFromNothing() throws IOException {
        TopModel reused = model(directory, ledger(1000, 1), ledger(44, 2));
        assertThat(reused.rows().get(0).worth(column("reads"))).isEqualTo(22.0, within(1e-9));
    }

    @Test
    void maximumIsNoRate() {
        assertThat(model.rows().get(0).worth(column("ready_to_read_max_ns"))).isEqualTo(5000);
    }

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
        model = model(directory, ledger(44, 1), ledger(45, 2));
        assertThat(text(100, 40)).anyMatch(line -> line.startsWith("fd 7  conn 1") && line.endsWith("closed; its last numbers"))
                .anyMatch(line -> line.matches("reads +44 +17  help of reads"));
    }

    @Test
    void anyColumnSortsBothWays() {
        assertThat(fds()).as("activity: all bytes, then by totals").containsExactly(8, 7);
        press("s");
        assertThat(view.fds().sort()).isEqualTo("fd");
        assertThat(fds()).containsExactly(7, 8);
        press("R");
        assertThat(fds()).containsExactly(8, 7);
        press("SS");
        assertThat(view.fds().sort()).as("the last of them, the other way round").isEqualTo("local");
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
    void filterFollowsEveryLetterAndIsTakenBack() {
        press("/accx");
        assertThat(fds()).isEmpty();
        press(Kind.BACKSPACE);
        assertThat(fds()).containsExactly(7);
        assertThat(view.quit()).isFalse();
        press(Kind.ENTER);
        assertThat(view.fds().filter()).isEqualTo("acc");
        press("/fd=8");
        press(Kind.ESCAPE);
        assertThat(view.fds().filter()).isEqualTo("acc");
        press(Kind.ESCAPE);
        assertThat(fds()).hasSize(2);
    }

    @Test
    void keysChangeTheView() {
        press("p");
        assertThat(view.paused()).isTrue();
        press("+");
        assertThat(view.intervalSeconds()).isEqualTo(2);
        press("2");
        assertThat(view.tab()).isEqualTo(Tab.SELECTORS);
        press(Kind.TAB);
        assertThat(view.tab()).isEqualTo(Tab.PEERS);
        press("q");
        assertThat(view.quit()).isTrue();
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

    @Test
    void selectionStaysAmongTheRows() {
        press(Kind.END);
        assertThat(view.fds().selected()).isEqualTo(1);
        press(Kind.HOME);
        assertThat(view.fds().selected()).isZero();
        press(Kind.PAGE_DOWN);
        assertThat(view.fds().selected()).isLessThan(2);
        press("/nothing has this");
        assertThat(view.fds().selected()).isZero();
        assertThat(view.fds().current()).isNull();
    }

    @Test
    void chosenRowIsFollowedWhereverTheOrderTakesIt() {
        assertThat(view.fds().selected()).as("nobody was chosen").isZero();
        press("R");
        assertThat(view.fds().selected()).isZero();
        press(Kind.UP);
        assertThat(view.fds().current().view().fd()).isEqualTo(7);
        press("R");
        assertThat(view.fds().selected()).isEqualTo(1);
    }
}
