package io.pollux.bench.server;

import io.pollux.bench.Spread;
import io.pollux.bench.Variant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Rounds as a table of Markdown: the bare server in numbers, each other as a ratio to it, with the lowest and the highest of the rounds. */
final class TurnTable {
    private final List<Map<Variant, Turn>> rounds;
    private final Variant bare;

    private TurnTable(List<Map<Variant, Turn>> rounds, Variant bare) {
        this.rounds = rounds;
        this.bare = bare;
    }

    /** @param residentMiB at the end, of each variant */
    static String of(List<Map<Variant, Turn>> rounds, List<Variant> variants, Map<Variant, Double> residentMiB) {
        TurnTable table = new TurnTable(rounds, Variant.of(Variant.BARE, variants));
        StringBuilder text = new StringBuilder("""
                | | requests/s | p50 | p99 | CPU a request | heap a request | RSS |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        text.append(String.format(Locale.ROOT, "| bare | %,.0f | %,.0f µs | %,.0f µs | %.1f µs | %,.0f B | %.0f MiB |%n", table.bare(Turn::perSecond),
                table.bare(Turn::p50), table.bare(Turn::p99), table.bare(Turn::cpu), table.bare(Turn::allocated), residentMiB.get(table.bare)));
        for (Variant variant : variants) {
            if (variant != table.bare) {
                text.append(table.line(variant, residentMiB.get(variant) - residentMiB.get(table.bare)));
            }
        }
        return text.toString();
    }

    private String line(Variant variant, double moreMiB) {
        Spread heap = Spread.of(rounds, round -> round.get(variant).allocated() - round.get(bare).allocated());
        return "| " + variant.title() + ratio(variant, Turn::perSecond) + ratio(variant, Turn::p50) + ratio(variant, Turn::p99) + ratio(variant, Turn::cpu)
                + String.format(Locale.ROOT, " | %+,.0f B | %+.0f MiB |%n", heap.median(), moreMiB);
    }

    private double bare(ToDoubleFunction<Turn> of) {
        return Spread.of(rounds, round -> of.applyAsDouble(round.get(bare))).median();
    }

    private String ratio(Variant variant, ToDoubleFunction<Turn> of) {
        Spread ratio = Spread.of(rounds, round -> of.applyAsDouble(round.get(variant)) / of.applyAsDouble(round.get(bare)));
        return String.format(Locale.ROOT, " | **%.3f** (%.3f … %.3f)", ratio.median(), ratio.lowest(), ratio.highest());
    }
}
