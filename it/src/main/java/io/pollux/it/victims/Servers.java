package io.pollux.it.victims;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The servers that the arguments name, in one JVM: KIND[:ARGUMENT...] each, as "selector:toggle:direct:inet".
 * Commands: "tally" says the counts, "KIND ..." goes to the last server of that kind.
 */
public final class Servers {
    private static final Map<String, Supplier<Server>> KINDS = Map.ofEntries(
            Map.entry("selector", SelectorEcho::new),
            Map.entry("blocking", BlockingEcho::new),
            Map.entry("channel", BlockingChannelEcho::new),
            Map.entry("async", AsyncEcho::new),
            Map.entry("datagram", DatagramEcho::new),
            Map.entry("fetch", Fetch::new),
            Map.entry("footprint", Footprint::new),
            Map.entry("hoarder", Hoarder::new),
            Map.entry("libraries", () -> new JarServer("guests")),
            Map.entry("netty", () -> new JarServer("netty")),
            Map.entry("osgi", () -> new JarServer("guests")),
            Map.entry("pipe", PipeFlow::new),
            Map.entry("profiler", () -> new JarServer("guests")),
            Map.entry("recording", SocketRecording::new),
            Map.entry("relay", Relay::new),
            Map.entry("sendfile", FileServer::new),
            Map.entry("mapping", Mapping::new),
            Map.entry("virtual", VirtualEcho::new));

    private Servers() {
    }

    public static void main(String[] specs) throws Exception {
        Talk.hello();
        Map<String, Server> servers = new HashMap<>();
        for (String spec : specs) {
            String[] words = spec.split(":");
            Server server = KINDS.get(words[0]).get();
            servers.put(words[0], server);
            Talk.say("listening %s %s", spec, server.start(Arrays.copyOfRange(words, 1, words.length)));
        }
        Talk.serve(words -> run(words, servers));
    }

    private static void run(String[] words, Map<String, Server> servers) throws Exception {
        if (words[0].equals("tally"))
            Tally.sayAll();
        else
            servers.get(words[0]).command(words);
    }
}
