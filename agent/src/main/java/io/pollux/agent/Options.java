package io.pollux.agent;

import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The value of every option and where it came from. The first of these that has a key decides it: agent arguments, system
 * properties {@code pollux.key}, environment {@code POLLUX_KEY}, the properties file named by {@code config}, the default.
 */
public final class Options {
    /** A value and its source, in words for people. */
    public record Setting(String value, String source) {
    }

    /** Values by key, from one place. */
    private record Layer(String source, Map<String, String> values) {
    }

    private static final String DEFAULT = "default";

    private final Map<Option, Setting> settings = new EnumMap<>(Option.class);
    private final List<String> warnings = new ArrayList<>();

    private Options() {
    }

    /** Never fails: what can't be used is a warning, and the default stands in. */
    static Options resolve(Map<String, String> arguments, Properties properties, Map<String, String> environment) {
        Options options = new Options();
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer("agent argument", arguments));
        layers.add(new Layer("system property", polluxProperties(properties)));
        layers.add(new Layer("environment", polluxEnvironment(environment)));
        options.set(Option.CONFIG, layers);
        if (!options.value(Option.CONFIG).isEmpty()) {
            layers.add(options.file(options.value(Option.CONFIG)));
        }
        for (Option option : Option.values()) {
            options.set(option, layers);
        }
        for (Layer layer : layers) {
            options.warnOfKeys(layer);
        }
        return options;
    }

    public String value(Option option) {
        return settings.get(option).value();
    }

    /** Whether nobody gave the option a value. */
    boolean isDefault(Option option) {
        return setting(option).source().equals(DEFAULT);
    }

    /** Whether the option has another value than it had. */
    boolean differs(Options before, Option option) {
        return !before.value(option).equals(value(option));
    }

    public Setting setting(Option option) {
        return settings.get(option);
    }

    /** Lines for the user, each ending in what was done about it. */
    public List<String> warnings() {
        return warnings;
    }

    /** One more line for the user. */
    void warn(String line) {
        warnings.add(line);
    }

    /** A value that was decided later than all options. */
    void put(Option option, String value, String source) {
        settings.put(option, new Setting(value, source));
    }

    /** Puts the default in place of a value that turned out unusable, and says so. */
    void refuse(Option option, String objection) {
        Setting refused = settings.put(option, new Setting(option.standard(), DEFAULT));
        warnings.add("option '" + option.key() + "' (" + refused.source() + "): '" + refused.value() + "' " + objection
                + "; using '" + option.standard() + "'");
    }

    /** {@code {"engine":{"value":"epoll","source":"default"},...}} */
    String toJson() {
        StringBuilder text = new StringBuilder();
        try {
            JsonWriter json = new JsonWriter(text).beginObject();
            for (Map.Entry<Option, Setting> entry : settings.entrySet()) {
                json.name(entry.getKey().key()).beginObject()
                        .name("value").value(entry.getValue().value())
                        .name("source").value(entry.getValue().source()).endObject();
            }
            json.endObject();
        } catch (IOException e) {
            throw new AssertionError("a StringBuilder takes everything", e);
        }
        return text.toString();
    }

    private void set(Option option, List<Layer> layers) {
        settings.put(option, new Setting(option.standard(), DEFAULT));
        for (Layer layer : layers) {
            String value = layer.values().get(option.key());
            if (value != null) {
                settings.put(option, new Setting(value, layer.source()));
                String objection = option.objection(value);
                if (objection != null) {
                    refuse(option, objection);
                }
                return;
            }
        }
    }

    private void warnOfKeys(Layer layer) {
        for (String key : layer.values().keySet()) {
            if (Option.of(key) == null) {
                warnings.add("unknown option '" + key + "' (" + layer.source() + "); did you mean '"
                        + Nearest.to(key, Option.keys()) + "'? Ignored");
            }
        }
    }

    private Layer file(String path) {
        Map<String, String> values = new HashMap<>();
        try (Reader reader = Files.newBufferedReader(Path.of(path))) {
            Properties properties = new Properties();
            properties.load(reader);
            for (String key : properties.stringPropertyNames()) {
                values.put(key, properties.getProperty(key).trim());
            }
        } catch (IOException | IllegalArgumentException e) {
            warnings.add("option 'config': can't read '" + path + "' (" + e.getClass().getSimpleName() + "); going on without it");
        }
        return new Layer("config file " + path, values);
    }

    private static Map<String, String> polluxProperties(Properties properties) {
        Map<String, String> values = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("pollux.")) {
                values.put(name.substring("pollux.".length()), properties.getProperty(name).trim());
            }
        }
        return values;
    }

    /** Known keys alone: POLLUX_ is the prefix of the tools' own variables too, and none of them is a mistake. */
    private static Map<String, String> polluxEnvironment(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        for (Option option : Option.values()) {
            String value = environment.get("POLLUX_" + option.key().toUpperCase(Locale.ROOT));
            if (value != null) {
                values.put(option.key(), value.trim());
            }
        }
        return values;
    }
}
