package io.pollux.findings.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * TCP sockets of a process's network namespace by inode, from /proc/PID/net/tcp and tcp6 (proc_net_tcp.txt):
 *
 * <pre>
 *   sl  local_address rem_address   st tx_queue:rx_queue tr:tm->when retrnsmt   uid  timeout inode ...
 *    0: 0100007F:1F90 00000000:0000 0A 00000000:00000005 00:00000000 00000000     0        0 12345
 * </pre>
 */
public final class Sockets {
    /** States of tcp_states.h that matter here. */
    private static final int CLOSE_WAIT = 8;
    private static final int LISTEN = 10;

    /**
     * One socket.
     *
     * @param state tcp_states.h
     * @param sent  bytes sent and not acknowledged yet
     * @param ready bytes received and not read yet (what SIOCINQ says); of a listener: connections that wait to be accepted
     */
    public record Socket(int state, long sent, long ready) {
        public boolean isListening() {
            return state == LISTEN;
        }

        /** The peer has ended, this side has not. */
        public boolean isHalfClosed() {
            return state == CLOSE_WAIT;
        }
    }

    private final Map<Long, Socket> sockets = new HashMap<>();
    private boolean readable;

    private final Set<Long> wanted;

    private Sockets(Set<Long> wanted) {
        this.wanted = wanted;
    }

    /** Reads the tables of a process, and keeps the sockets of these inodes: a table is of all processes of the namespace. */
    public static Sockets of(long pid, Set<Long> wanted) {
        Sockets sockets = new Sockets(wanted);
        sockets.read(pid, "tcp");
        sockets.read(pid, "tcp6");
        return sockets;
    }

    /** Whether a table could be read: else nothing is known of any socket. */
    public boolean isReadable() {
        return readable;
    }

    /** The socket of an inode, or null. */
    public Socket byInode(long inode) {
        return inode == 0 ? null : sockets.get(inode);
    }

    private void read(long pid, String table) {
        try (BufferedReader lines = Files.newBufferedReader(ProcFile.of(pid, "net", table), StandardCharsets.ISO_8859_1)) {
            lines.readLine();
            readable = true;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line.strip().split("\\s+"));
            }
        } catch (IOException e) {
            // no IPv6, no such process, or another user's: what is missing is not known
        }
    }

    private void add(String[] fields) {
        if (fields.length > 9) {
            long inode = Long.parseLong(fields[9]);
            if (!wanted.contains(inode)) {
                return;
            }
            int colon = fields[4].indexOf(':');
            sockets.put(inode, new Socket(Integer.parseInt(fields[3], 16),
                    Long.parseLong(fields[4].substring(0, colon), 16), Long.parseLong(fields[4].substring(colon + 1), 16)));
        }
    }
}
