package io.pollux.it.victims;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** How victims and tests name a channel, so that its tally finds its row in Pollux's ledger. */
public final class Keys {
    private Keys() {
    }

    /** Where a peer connects to: a port, or a path. */
    static String where(SocketAddress bound) {
        return bound instanceof InetSocketAddress inet ? Integer.toString(inet.getPort()) : bound.toString();
    }

    /** Key of a channel known by its peer. */
    public static String remote(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet ? "remote:" + inet.getPort() : "unix:" + peer;
    }

    /** Key of a channel known by the port it is bound to. */
    public static String local(SocketAddress bound) {
        return "local:" + ((InetSocketAddress) bound).getPort();
    }

    /** Key of a channel known by what it is to the process, where there is one such alone. */
    public static String role(String name) {
        return "role:" + name;
    }

    /** Key of a channel known by the number of its descriptor. */
    public static String fd(int number) {
        return "fd:" + number;
    }
}
