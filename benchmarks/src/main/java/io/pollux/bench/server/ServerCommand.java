package io.pollux.bench.server;

import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A benchmark of whole servers. */
abstract class ServerCommand implements Callable<Integer> {
    @ParentCommand
    private ServerBench parent;
    @Spec
    private CommandSpec spec;

    /** Of the sources, built. */
    final Path root() {
        return parent.root;
    }

    final Results results() {
        return new Results(root());
    }

    /** Of these names; null: all there are. */
    final List<Variant> variants(List<String> names) throws IOException {
        List<Variant> all = Variant.all(root());
        try {
            return names == null ? all : names.stream().map(name -> Variant.of(name, all)).toList();
        } catch (NoSuchElementException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** Those that run on this JDK. */
    static List<Sample> here(List<Sample> samples) {
        return samples.stream().filter(sample -> sample.runsOn(Runtime.version().feature())).toList();
    }
}
