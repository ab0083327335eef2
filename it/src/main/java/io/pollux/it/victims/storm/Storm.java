package io.pollux.it.victims.storm;

import com.sun.management.UnixOperatingSystemMXBean;
import io.pollux.it.victims.Talk;
import io.pollux.it.victims.VirtualThreads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Both ends of up to so many connections that open and close at random in every way there is, while the {@link Weather} is bad. Arguments: seed,
 * most connections at a time. Commands: "storm MS" says how the connections ended, all of which must; "turns N" how often the loops' waits return
 * for N wake-ups each, with nothing else to return for; "books" what the program counted.
 */
public final class Storm {
    private static final int LOOPS = 2;
    private static final int BACKLOG = 4096;
    private static final int BLOCKING_THREADS = 8;
    /** More than there ever are of blocking connections. */
    private static final int ALWAYS = 101;
    private static final int SPARE_DESCRIPTORS = 700;
    private static final Ending[] ENDINGS = {Ending.ORDERLY, Ending.ORDERLY, Ending.HALF_CLOSE, Ending.SLOW_READER, Ending.URGENT, Ending.RESET, Ending.SERVER_RESET,
        Ending.ASYNC_CLOSE};

    private final long seed;
    private final int most;
    private final Random random;
    private final Sky sky;
    private final Weather weather;
    private final List<Loop> servers = new ArrayList<>();
    private final List<Loop> clients = new ArrayList<>();
    private final List<Loop> loops = new ArrayList<>();
    private final List<Blocked> blocked = new ArrayList<>();
    private final Books accepted = new Books();
    private final InetSocketAddress address;

    private Storm(long seed, int most) throws Exception {
        this.seed = seed;
        this.most = most;
        this.random = new Random(seed);
        this.sky = new Sky(seed);
        for (int i = 0; i < LOOPS; i++) {
            servers.add(new Loop("storm-server-" + i, seed + i));
            clients.add(new Loop("storm-client-" + i, seed - i));
        }
        loops.addAll(servers);
        loops.addAll(clients);
        this.weather = new Weather(loops, seed);
        this.address = listen();
        blocked.add(new Blocked(sky, false));
        if (VirtualThreads.present())
            blocked.add(new Blocked(sky, true));
    }

    public static void main(String[] args) throws Exception {
        Talk.hello();
        long descriptors = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class).getMaxFileDescriptorCount();
        Storm storm = new Storm(Long.parseLong(args[0]), (int) Math.min(Long.parseLong(args[1]), (descriptors - SPARE_DESCRIPTORS) / 3));
        storm.storm(1); // every class is there, NativeThread's signal handler too
        Talk.serve(storm::command);
    }

    private void command(String[] words) throws Exception {
        switch (words[0]) {
            case "storm" -> storm(Long.parseLong(words[1]));
            case "turns" -> turns(Integer.parseInt(words[1]));
            default -> books();
        }
    }

    private InetSocketAddress listen() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        Loop.Handler acceptor = key -> accept(listener);
        servers.get(0).later(() -> listener.register(servers.get(0).selector(), SelectionKey.OP_ACCEPT, acceptor));
        return (InetSocketAddress) listener.getLocalAddress();
    }

    private void accept(ServerSocketChannel listener) {
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                SocketChannel here = channel;
                here.configureBlocking(false);
                Echo echo = new Echo(sky, accepted, here, random.nextBoolean());
                Loop loop = servers.get(random.nextInt(LOOPS));
                loop.later(() -> here.register(loop.selector(), SelectionKey.OP_READ, echo));
            }
        } catch (IOException e) {
            sky.failed(-1, "accepting: " + e);
        }
    }

    private void storm(long ms) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        weather.fair(false);
        for (Blocked each : blocked)
            each.storm(BLOCKING_THREADS, random.nextLong());
        do {
            burst(1 + (int) (most * Math.pow(random.nextDouble(), 3)), end);
            calmDown(ALWAYS + random.nextInt(most)); // blocking connections go on all the while
        } while (System.nanoTime() < end);
        blocked.forEach(Blocked::stop);
        calmDown(0);
        weather.fair(true);
        sky.tell();
    }

    private void burst(int connections, long end) {
        for (int i = 0; i < connections && sky.live() < most && System.nanoTime() < end; i++) {
            Client client = sky.watched(new Client(sky, sky.begin(ENDINGS[random.nextInt(ENDINGS.length)])));
            Loop loop = clients.get(random.nextInt(LOOPS));
            loop.later(() -> client.open(loop.selector(), address));
        }
    }

    private void calmDown(int most) throws InterruptedException {
        if (!sky.awaitAtMost(most))
            sky.tellStuck();
    }

    /** The second wait of a loop that is calm begins after all that came before. */
    private void turns(int wakeups) {
        long returned = 0;
        for (Loop loop : loops) {
            loop.calm(true);
            for (int i = 0; i < 3; i++)
                wake(loop);
            long before = loop.turns();
            for (int i = 0; i < wakeups; i++)
                wake(loop);
            returned += loop.turns() - before;
            loop.calm(false);
        }
        Talk.say("turns %d of %d", returned, (long) wakeups * loops.size());
    }

    private static void wake(Loop loop) {
        long turn = loop.turns();
        loop.selector().wakeup();
        while (loop.turns() == turn)
            Thread.onSpinWait();
    }

    private void books() {
        Talk.say("books accepted %d%s", address.getPort(), accepted);
        Talk.say("books outbound %d%s", address.getPort(), sky.outbound());
        for (Blocked each : blocked)
            for (String role : List.of("accepted", "outbound"))
                Talk.say("books %s %d%s", role, each.port(), each.books());
        Talk.say("seed %d", seed);
    }
}
