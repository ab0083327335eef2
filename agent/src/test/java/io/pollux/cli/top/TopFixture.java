package io.pollux.cli.top;

import io.pollux.cli.top.Key.Kind;
import io.pollux.ledger.FakeLedger;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** {@code pollux top} without a terminal: a listener and a connection, which has read between two looks at the ledger. */
abstract class TopFixture {
    static final long SECOND = 1_000_000_000L;
    private static final Line TITLE = Line.title("pollux top", "running", true, "");

    @TempDir
    Path directory;

    final TopView view = new TopView("activity", false, null, 1);
    TopModel model;

    @BeforeEach
    void readTwice() throws IOException {
        model = model(ledger(10, 1), ledger(44, 1));
        view.show(model, null);
    }

    static FakeLedger ledger(long reads, long conn) {
        FakeLedger fake = FakeLedger.standard(16);
        fake.table("group").row(0).put("used", 1).put("role", 1).put("reads", 100);
        fake.table("fd").row(7).put("state", 1).put("conn", conn).put("role", 1).put("reads", reads).put("ready_to_read_max_ns", 5000);
        fake.table("fd").row(8).put("state", 1).put("conn", 99).put("role", 3).put("group", 0).put("reads", 3).put("read_bytes", 7);
        return fake;
    }

    /** Two readings two seconds apart, the ledger rewritten between them. */
    final TopModel model(FakeLedger before, FakeLedger after) throws IOException {
        Path file = before.write(directory);
        TopModel read = new TopModel(LedgerReader.open(file));
        read.update(fd -> true, SECOND);
        Files.write(file, after.bytes());
        read.update(fd -> true, 3 * SECOND);
        return read;
    }

    final Field column(String name) {
        return model.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    final void press(String letters) {
        letters.chars().forEach(c -> view.press(new Key(Kind.CHARACTER, (char) c)));
    }

    final void press(Kind... kinds) {
        for (Kind kind : kinds) {
            view.press(Key.of(kind));
        }
    }

    final List<Integer> fds() {
        return view.fds().rows().stream().map(row -> row.view().fd()).toList();
    }

    final List<Line> lines(int width, int height) {
        view.show(model, null);
        return new TopScreen(model, view, null).lines(TITLE, null, width, height);
    }

    final List<String> text(int width, int height) {
        return lines(width, height).stream().map(Line::text).toList();
    }
}
