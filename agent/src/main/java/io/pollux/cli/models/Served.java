package io.pollux.cli.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A model with its runs, one a round. */
record Served(Model model, List<Run> runs) {
    String name() {
        return model.name();
    }

    /** Why its last run has no numbers, or why it has no runs; null when it has served in every round. */
    String failed() {
        return runs.isEmpty() ? model.refused() : runs.get(runs.size() - 1).failed();
    }

    /** Null where the figure is not to be seen. Only for a model that has not failed. */
    Spread of(Figure figure) {
        List<Double> values = runs.stream().map(figure::of).filter(Objects::nonNull).toList();
        return values.isEmpty() ? null : Spread.of(values);
    }

    /** The median as text, "-" where it is not to be seen. */
    String text(Figure figure) {
        Spread spread = of(figure);
        return spread == null ? "-" : figure.format(spread.median());
    }

    /** "1.2us..1.4us", the least and the most. */
    String range(Figure figure) {
        Spread spread = of(figure);
        return spread == null ? "-" : figure.format(spread.least()) + ".." + figure.format(spread.most());
    }

    /** Zero where it is not to be seen. */
    double median(Figure figure) {
        Spread spread = of(figure);
        return spread == null ? 0 : spread.median();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model.name());
        json.put("family", model.family());
        json.put("about", model.about());
        json.put("failed", failed());
        for (Figure figure : Figure.values()) {
            Spread spread = failed() == null ? of(figure) : null;
            json.put(figure.key(), spread == null ? null : spread.json());
        }
        json.put("runs", runs.stream().map(Run::json).toList());
        return json;
    }
}
