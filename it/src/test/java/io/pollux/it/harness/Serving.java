package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.victims.Servers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** A running victim of several echo servers, with peers connected to them. Closing it kills the victim. */
public final class Serving implements AutoCloseable {
    /** Prime; larger than what socket buffers grow to by themselves on both ways. */
    private static final int FLOOD_BYTES = 23_000_009;

    private static final Set<String> NO_STREAMS = Set.of("datagram", "pipe", "sendfile", "mapping");
    /** Servers that nobody connects to. */
    private static final String NOWHERE = "-";

    private final Victim victim;
    private final Map<String, String> where = new LinkedHashMap<>();
    private final Map<String, List<Peer>> peers = new LinkedHashMap<>();
    private final Map<String, DatagramPeer> datagrams = new LinkedHashMap<>();

    private Serving(Victim victim) {
        this.victim = victim;
    }

    /** Starts the servers, {@code KIND[:ARGUMENT...]} each, and waits until they listen. */
    public static Serving start(Launch launch, List<String> specs) throws IOException {
        Serving serving = new Serving(launch.arguments(specs.toArray(String[]::new)).start());
        for (String line : serving.victim.until("ready"))
            serving.where.put(line.split(" ")[1], line.split(" ")[2]);
        return serving;
    }

    /** A launch of the servers' main class. */
    public static Launch launch(Jdk jdk) {
        return Launch.of(jdk, Servers.class);
    }

    /** The same for servers that bring jars of their own. JDK 24 and later warn of what Netty does, and would do so without Pollux. */
    public static Launch launchWithJars(Jdk jdk) {
        Launch launch = launch(jdk).jvm("-Djars=" + Repository.jars());
        return jdk.major() < 24 ? launch : launch.jvm("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    public Victim victim() {
        return victim;
    }

    /** Where the server of that specification listens: a port, or a path. */
    public String where(String spec) {
        return where.get(spec);
    }

    /** Ports of the stream servers over TCP. */
    public List<String> ports() {
        return where.entrySet().stream().filter(e -> isStream(e.getKey()) && !isUnix(e.getKey())).map(Map.Entry::getValue)
                .filter(port -> !port.equals(NOWHERE)).toList();
    }

    private static boolean isStream(String spec) {
        return NO_STREAMS.stream().noneMatch(spec::startsWith);
    }

    private static boolean isUnix(String spec) {
        return spec.endsWith(":unix");
    }

    /** Connects so many peers to every server. */
    public Serving connect(int each) throws IOException {
        for (Map.Entry<String, String> server : where.entrySet()) {
            List<Peer> connected = peers.computeIfAbsent(server.getKey(), s -> new ArrayList<>());
            if (server.getKey().startsWith("datagram"))
                datagrams.put(server.getKey(), DatagramPeer.to(server.getValue()));
            else if (!server.getValue().equals(NOWHERE))
                for (int i = 0; i < each; i++)
                    connected.add(isUnix(server.getKey()) ? Peer.toUnix(server.getValue()) : Peer.to(server.getValue()));
        }
        return this;
    }

    /** So many messages of so many bytes by every peer there is; every byte that comes back is checked. */
    public void talk(int messages, int bytes) throws IOException {
        for (Map.Entry<String, List<Peer>> server : peers.entrySet())
            for (Peer peer : server.getValue())
                talk(server.getKey(), peer, messages, bytes);
        for (DatagramPeer datagram : datagrams.values())
            datagram.echo(messages, bytes);
        if (where.containsKey("pipe"))
            victim.ask("pipe " + (long) messages * bytes);
    }

    private static void talk(String spec, Peer peer, int messages, int bytes) throws IOException {
        if (isStream(spec))
            peer.echo(messages, bytes);
        else
            fetch(spec, peer);
    }

    private static void fetch(String spec, Peer peer) throws IOException {
        peer.send(1);
        peer.read(Integer.parseInt(spec.split(":")[1]));
    }

    /** One message by the first peer of each selector server that fills every buffer, so that its writes meet EAGAIN. */
    public void flood() throws Exception {
        for (Map.Entry<String, List<Peer>> server : peers.entrySet())
            if (server.getKey().startsWith("selector")) {
                long before = refusedWrites();
                server.getValue().get(0).flood(FLOOD_BYTES, () -> settle(() -> assertThat(refusedWrites()).isGreaterThan(before)));
            }
    }

    private long refusedWrites() {
        return tally().stream().mapToLong(t -> t.columns().getOrDefault("write_again", 0L)).sum();
    }

    /** What the victim counted by itself up to now. */
    public List<Tally> tally() {
        return Tally.of(victim);
    }

    /** Waits until both sides have booked their last call, and the counts are equal; fails if they don't become so. */
    public void assertCountsEqual() {
        assertCountsEqual(victim);
    }

    /** The same of a victim that is none of these servers. */
    public static void assertCountsEqual(Victim victim) {
        settle(() -> {
            List<Tally> tallies = Tally.of(victim);
            Snapshot snapshot = Pollux.on(victim.jdk()).fds(victim);
            assertThat(tallies).isNotEmpty();
            for (Tally tally : tallies)
                assertThat(snapshot.columns(tally)).as("%s: counted by Pollux against the program's own count", tally.key()).isEqualTo(tally.columns());
        });
    }

    /** Waits, a minute at most, until the assertion holds: calls are booked after the peer has their bytes. */
    public static void settle(ThrowingRunnable assertion) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).pollDelay(1, TimeUnit.MILLISECONDS).pollInterval(100, TimeUnit.MILLISECONDS)
                .untilAsserted(assertion);
    }

    @Override
    public void close() throws IOException {
        victim.close();
        for (List<Peer> connected : peers.values())
            for (Peer peer : connected)
                peer.close();
        datagrams.values().forEach(DatagramPeer::close);
    }
}
