package io.pollux.cli.probe;

import io.pollux.agent.Nearest;
import io.pollux.cli.CliException;
import io.pollux.cli.ExitCode;
import io.pollux.cli.models.Load;
import io.pollux.cli.models.Model;
import io.pollux.cli.models.Run;
import io.pollux.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The I/O models that the library can serve a load by, each in child processes of the command line's. */
public final class Models {
    private static final int ROOM = 16_384;

    private final NativeProbe probe;

    private Models(NativeProbe probe) {
        this.probe = probe;
    }

    /** Throws a {@link CliException} where the library can't be mapped. */
    public static Models load() {
        return new Models(NativeProbe.require());
    }

    /** Every model, in the order of the books. */
    public List<Model> all() {
        byte[] text = new byte[ROOM];
        List<Model> models = new ArrayList<>();
        for (Object one : (List<?>) Json.parse(text(text, probe.pollux_models(text, text.length)))) {
            Map<?, ?> model = (Map<?, ?>) one;
            models.add(new Model(models.size(), (String) model.get("model"), (String) model.get("family"), (String) model.get("about"),
                    (String) model.get("refused")));
        }
        return models;
    }

    /** Those named, all where none is. Throws a {@link CliException} for a name that is no model, or one that this system refuses. */
    public List<Model> named(List<String> names) {
        List<Model> all = all();
        List<String> known = all.stream().map(Model::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new CliException(ExitCode.USAGE, "no model '" + name + "'; nearest: " + Nearest.to(name, known) + "; there are "
                        + String.join(", ", known));
            }
            String refused = all.get(known.indexOf(name)).refused();
            if (refused != null) {
                throw new CliException(ExitCode.UNSUPPORTED, "this system can't run the model '" + name + "': " + refused);
            }
        }
        return names.isEmpty() ? all : all.stream().filter(model -> names.contains(model.name())).toList();
    }

    /** One model's turn: takes a round's time. What went wrong is in the run. */
    public Run run(Model model, Load load) {
        byte[] text = new byte[ROOM];
        int length = probe.pollux_model_run(model.index(), load.connections(), load.bytes(), load.thinkUs(), load.roundMs(), text, text.length);
        return length < 0 ? new Run(Map.of(), "the process that runs it ended: errno " + -length) : Run.of(Json.parseObject(text(text, length)));
    }

    private static String text(byte[] text, int length) {
        if (length < 0) {
            throw new IllegalStateException("errno " + -length);
        }
        return new String(text, 0, length, StandardCharsets.US_ASCII);
    }
}
