package io.pollux.cli;

import io.pollux.agent.Nearest;
import io.pollux.ledger.FdOrder;
import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Which descriptors to show, which columns of them, and in what order: the options that fds and top share. */
public final class FdQuery {
    @Option(names = "--sort", paramLabel = "COLUMN", defaultValue = FdOrder.ACTIVITY,
            description = "order by this column, the largest first (default: ${DEFAULT-VALUE}, all bytes moved)")
    public String sort;

    @Option(names = "--reverse", description = "the other way round")
    public boolean reverse;

    @Option(names = "--columns", paramLabel = "A,B,...", split = ",", description = "show these columns")
    public List<String> columns;

    @Option(names = "--role", paramLabel = "ROLE", description = "only this role: accepted, outbound, listener, ...")
    public String role;

    @Option(names = "--proto", paramLabel = "PROTO", description = "only this protocol: tcp, udp, unix, pipe, ...")
    public String proto;

    @Option(names = "--filter", paramLabel = "TEXT", description = "only rows with this text in an address, role, protocol, model or engine; a number, or fd=17, is that descriptor")
    public String filter;

    @Option(names = "--all", description = "Pollux's own descriptors too")
    public boolean all;

    /** The rows asked for. */
    public Predicate<FdView> predicate() {
        return view -> (all || !view.own())
                && (role == null || role.equals(view.role()))
                && (proto == null || proto.equals(view.proto()))
                && (filter == null || filter.isEmpty() || view.mentions(filter));
    }

    /** The order of {@code key}; an unknown one is a usage error that names the nearest. */
    static <T> Comparator<T> order(FdOrder<T> order, String key) {
        if (!order.keys().contains(key)) {
            throw new CliException(ExitCode.USAGE, "no column '" + key + "'; nearest: " + Nearest.to(key, order.keys()));
        }
        return order.by(key);
    }

    /** The columns asked for by --columns, or null; an unknown one is a usage error. */
    public List<Field> chosen(List<Field> known) {
        if (columns == null) {
            return null;
        }
        List<Field> chosen = new ArrayList<>();
        for (String name : columns) {
            chosen.add(known.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow(
                    () -> new CliException(ExitCode.USAGE, "no column '" + name + "'; nearest: "
                            + Nearest.to(name, known.stream().map(Field::name).toList()))));
        }
        return chosen;
    }
}
