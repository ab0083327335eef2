package io.pollux.cli.top;

import io.pollux.ledger.LedgerReader;
import java.util.List;
import java.util.function.Function;

/** The views, in the order of their numbers: those of the live page. */
enum Tab {
    FDS("Descriptors", null),
    SELECTORS("Selectors", Lists::selectors),
    PEERS("Peers", Lists::peers),
    ENGINES("Engines", Lists::engines),
    LATENCY("Latency", Lists::latency),
    FINDINGS("Findings", null),
    AGENT("Agent", Lists::hooks);

    private final String title;
    private final Function<LedgerReader, List<Item>> source;

    Tab(String title, Function<LedgerReader, List<Item>> source) {
        this.title = title;
        this.source = source;
    }

    String title() {
        return title;
    }

    /** Reads its rows, where it is a list; else null. */
    Function<LedgerReader, List<Item>> source() {
        return source;
    }
}
