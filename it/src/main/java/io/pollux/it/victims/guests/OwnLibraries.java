package io.pollux.it.victims.guests;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.pollux.it.victims.Server;
import io.pollux.it.victims.Talk;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.StringWriter;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import picocli.CommandLine;

/** No server: an application with the libraries that Pollux has inside, in versions of its own. "libraries" uses each, and says what came of it. */
public final class OwnLibraries implements Server {
    private static final int PRIME = 10_007;

    /** What JNA binds. */
    public interface C extends Library {
        /** atoi(3). */
        int atoi(String text);
    }

    @CommandLine.Command(name = "guest", version = "7", description = "Has a command line.")
    static final class Line {
        @CommandLine.Option(names = "--count", description = "How many.")
        int count;
    }

    /** Registered once, with the library's default registry. */
    private final Counter counter = Counter.build("guest_rounds", "Rounds.").register();

    @Override
    public String start(String[] arguments) {
        return "-";
    }

    @Override
    public void command(String[] words) throws Exception {
        Talk.say("jna %s %d", Native.VERSION, Native.load("c", C.class).atoi(Integer.toString(PRIME)));
        Talk.say("bytebuddy %s %s", jarOf(ByteBuddy.class), made());
        Talk.say("picocli %s %d", CommandLine.VERSION, parsed());
        Talk.say("simpleclient %s %s", jarOf(Counter.class), exposed());
    }

    private static Object made() throws ReflectiveOperationException {
        return new ByteBuddy().subclass(Object.class).method(ElementMatchers.named("toString")).intercept(FixedValue.value("made"))
                .make().load(OwnLibraries.class.getClassLoader()).getLoaded().getConstructor().newInstance();
    }

    private static int parsed() {
        Line line = new Line();
        new CommandLine(line).parseArgs("--count", Integer.toString(PRIME));
        return line.count;
    }

    /** All that there is in the default registry, on one line. */
    private String exposed() throws Exception {
        counter.clear();
        counter.inc(PRIME);
        StringWriter text = new StringWriter();
        TextFormat.write004(text, CollectorRegistry.defaultRegistry.metricFamilySamples());
        return text.toString().replaceAll("guest_rounds_created \\S+", "").replace('\n', ' ');
    }

    private static String jarOf(Class<?> type) {
        String path = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
