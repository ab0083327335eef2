package io.pollux.cli.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every model made of one load. Not thread-safe. */
public final class Results {
    private final String kernel;
    private final int cpus;
    private final Load load;
    private final List<Served> all = new ArrayList<>();

    public Results(String kernel, int cpus, Load load, List<Model> models) {
        this.kernel = kernel;
        this.cpus = cpus;
        this.load = load;
        models.forEach(model -> all.add(new Served(model, new ArrayList<>())));
    }

    public void add(Model model, Run run) {
        all.stream().filter(served -> served.model().equals(model)).forEach(served -> served.runs().add(run));
    }

    /** Has it failed in an earlier round, or can it not run at all? */
    public boolean isOut(Model model) {
        return all.stream().anyMatch(served -> served.model().equals(model) && served.failed() != null);
    }

    /** False when a model that this system has did not serve as it should. */
    public boolean isWhole() {
        return all.stream().allMatch(served -> served.failed() == null || served.model().refused() != null);
    }

    /** Those that have served in every round. */
    List<Served> served() {
        return all.stream().filter(served -> served.failed() == null && !served.runs().isEmpty()).toList();
    }

    /** Sentences about the others. */
    List<String> leftOut() {
        return all.stream().filter(served -> served.failed() != null).map(served -> served.name() + " (" + served.model().about() + "): "
                + (served.model().refused() != null ? "this system refuses it: " : "failed: ") + served.failed()).toList();
    }

    String head() {
        return "Linux " + kernel + ", " + cpus + (cpus == 1 ? " processor; " : " processors; ") + load.what();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kernel", kernel);
        json.put("processors", cpus);
        json.putAll(load.json());
        json.put("models", all.stream().map(Served::json).toList());
        return json;
    }
}
