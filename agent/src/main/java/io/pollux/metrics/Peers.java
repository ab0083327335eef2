package io.pollux.metrics;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of services, as {@code peers=} gives them: {@code PATTERN=NAME;PATTERN=NAME}, the first that fits decides. A pattern is an address
 * ({@code 10.0.0.7}, {@code [::1]}), a network ({@code 10.0.0.0/8}, {@code [fd00::]/8}) or a host name, each with {@code :port} or without; a port
 * alone ({@code :5432}); or the path of a Unix socket, with {@code *} for any end. A host name is looked up once, when the option is read.
 */
public final class Peers {
    /** No names: peers keep their addresses. */
    public static final Peers NONE = new Peers(List.of());

    private static final Pattern SOCKET = Pattern.compile("(?<host>\\[[^]]*]|[^:/\\[\\]]*)(/(?<bits>\\d{1,3}))?(:(?<port>\\d{1,5}))?");
    private static final Pattern LITERAL = Pattern.compile("\\[.*]|\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern NAME = Pattern.compile("[\\w.:/-]{1,64}");

    /** Characters of a Unix path that the ledger keeps at most. */
    private static final int TAIL = 28;

    /** One entry. */
    private interface Rule {
        boolean fits(String peer);
    }

    private record Named(Rule rule, String name) {
    }

    private final List<Named> rules;
    private final Map<String, String> names = new HashMap<>();

    private Peers(List<Named> rules) {
        this.rules = rules;
    }

    /** Never fails: an entry that can't be used is left out and told to {@code warn}. */
    public static Peers parse(String text, Consumer<String> warn) {
        List<Named> rules = new ArrayList<>();
        for (String entry : text.split(";")) {
            if (!entry.isBlank()) {
                add(entry.trim(), rules, warn);
            }
        }
        return rules.isEmpty() ? NONE : new Peers(rules);
    }

    private static void add(String entry, List<Named> rules, Consumer<String> warn) {
        int equals = entry.lastIndexOf('=');
        try {
            if (equals < 1 || !NAME.matcher(entry.substring(equals + 1)).matches()) {
                throw new IllegalArgumentException("is not PATTERN=NAME");
            }
            rules.add(new Named(rule(entry.substring(0, equals)), entry.substring(equals + 1)));
        } catch (IllegalArgumentException e) {
            warn.accept("option 'peers': the entry '" + entry + "' " + e.getMessage() + "; left out");
        }
    }

    private static Rule rule(String pattern) {
        if (pattern.startsWith("/") || pattern.startsWith("@")) {
            return path(pattern);
        }
        Matcher parts = SOCKET.matcher(pattern);
        if (!parts.matches()) {
            throw new IllegalArgumentException("has no address, network, host, :port or path before the '='");
        }
        String port = parts.group("port") == null ? null : ":" + parts.group("port");
        String host = parts.group("host");
        if (host.isEmpty()) {
            if (port == null || parts.group("bits") != null) {
                throw new IllegalArgumentException("has neither host nor port");
            }
            return peer -> peer.endsWith(port) && LITERAL.matcher(host(peer)).matches();
        }
        List<byte[]> addresses = addresses(host);
        int bits = bits(parts.group("bits"), addresses.get(0), LITERAL.matcher(host).matches());
        return peer -> (port == null || peer.endsWith(port)) && inside(peer, addresses, bits);
    }

    /** Of a long path the ledger keeps the tail. */
    private static Rule path(String pattern) {
        if (pattern.endsWith("*")) {
            String start = pattern.substring(0, pattern.length() - 1);
            return peer -> peer.startsWith(start);
        }
        return peer -> peer.equals(pattern) || peer.length() >= TAIL && pattern.endsWith(peer);
    }

    private static List<byte[]> addresses(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).map(InetAddress::getAddress).toList();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("names an unknown host");
        }
    }

    private static int bits(String text, byte[] address, boolean literal) {
        int most = address.length * Byte.SIZE;
        int bits = text == null ? most : Integer.parseInt(text);
        if (bits > most || text != null && !literal) {
            throw new IllegalArgumentException("has no network of " + text + " bits");
        }
        return bits;
    }

    /** Whether a peer of the ledger, {@code 10.0.0.7:5432} or {@code [::1]:5432}, is in one of the networks. */
    private static boolean inside(String peer, List<byte[]> networks, int bits) {
        String host = host(peer);
        if (!LITERAL.matcher(host).matches()) {
            return false;
        }
        byte[] address = addresses(host).get(0);
        return networks.stream().anyMatch(network -> network.length == address.length && sameBits(network, address, bits));
    }

    private static String host(String peer) {
        int colon = peer.lastIndexOf(':');
        return colon < 0 ? peer : peer.substring(0, colon);
    }

    private static boolean sameBits(byte[] one, byte[] other, int bits) {
        for (int i = 0; i < bits; i++) {
            if ((one[i / 8] ^ other[i / 8]) << i % 8 << 24 < 0) {
                return false;
            }
        }
        return true;
    }

    /** The name of a peer as the ledger writes it; the peer itself where no entry fits. Thread-safe; remembers as many as are asked for. */
    public synchronized String nameOf(String peer) {
        return peer.isEmpty() || rules.isEmpty() ? peer : names.computeIfAbsent(peer, this::look);
    }

    private String look(String peer) {
        for (Named named : rules) {
            if (named.rule().fits(peer)) {
                return named.name();
            }
        }
        return peer;
    }
}
