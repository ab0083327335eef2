package io.pollux.agent;

import io.pollux.agent.stacks.Stacks;
import io.pollux.findings.OpenedBy;
import io.pollux.findings.Openers;
import io.pollux.http.Json;
import io.pollux.http.Query;
import io.pollux.json.JsonWriter;
import io.pollux.ledger.FdView;
import io.pollux.ledger.FdViews;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * {@code /api/stacks}: who opened what is open now, the stack with most descriptors first; {@code ?fd=N}: one descriptor's. Those that were
 * opened before {@code stacks=on} have no frames.
 */
final class StacksPage implements Json.Body {
    private static final int ANY = -1;

    private final LedgerReader reader;

    StacksPage(LedgerReader reader) {
        this.reader = reader;
    }

    @Override
    public void write(Query query, Appendable out) throws IOException {
        query.only("fd");
        int fd = query.number("fd", Integer.MAX_VALUE, ANY);
        Stacks kept = Stacks.known();
        Openers openers = new KeptStacks();
        JsonWriter json = new JsonWriter(out).beginObject().name("stacks").value(openers.state());
        json.name("kept").value(kept == null ? 0 : kept.size()).name("most").value(Stacks.MOST);
        json.name("not_kept").value(kept == null ? 0 : kept.refused());
        json.name("opened_by").beginArray();
        for (OpenedBy by : kept == null ? List.<OpenedBy>of() : OpenedBy.of(open(fd), openers)) {
            write(json, by);
        }
        json.endArray().endObject();
    }

    private List<FdView> open(int fd) {
        return FdViews.read(reader, view -> !view.own() && (fd == ANY || view.fd() == fd), Comparator.comparingInt(FdView::fd), Integer.MAX_VALUE).rows();
    }

    private static void write(JsonWriter json, OpenedBy by) throws IOException {
        json.beginObject().name("frames").beginArray();
        for (String frame : by.frames()) {
            json.value(frame);
        }
        json.endArray().name("descriptors").beginArray();
        for (FdView view : by.descriptors()) {
            json.beginObject().name("fd").value(view.fd()).name("conn").value(view.conn()).endObject();
        }
        json.endArray().endObject();
    }
}
