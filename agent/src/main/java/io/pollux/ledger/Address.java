package io.pollux.ledger;

import java.nio.ByteBuffer;

/**
 * An address of the ledger as people write it: {@code 127.0.0.1:8080}, {@code [::1]:80}, {@code /run/x.sock},
 * {@code @abstract}. No name is ever looked up.
 *
 * <pre>
 * struct ledger_addr: 0 family u16 | 2 port u16, host order | 4 bytes[28]: ip[4], ip[16] or the path's tail, NUL padded
 * </pre>
 */
public final class Address {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private Address() {}

    /** The text of the address at {@code at}; empty where there is none. */
    static String text(ByteBuffer row, int at, int bytes) {
        int port = port(row, at);
        return switch (Short.toUnsignedInt(row.getShort(at))) {
            case AF_INET -> v4(row, at + 4) + ":" + port;
            case AF_INET6 -> isMappedV4(row, at + 4) ? v4(row, at + 16) + ":" + port : "[" + v6(row, at + 4) + "]:" + port;
            case AF_UNIX -> LedgerLayout.text(row, at + 4, bytes - 4);
            default -> "";
        };
    }

    /** The port, 0 where there is none. */
    static int port(ByteBuffer row, int at) {
        return Short.toUnsignedInt(row.getShort(at + 2));
    }

    private static String v4(ByteBuffer from, int at) {
        StringBuilder text = new StringBuilder(15);
        for (int i = 0; i < 4; i++) {
            text.append(i == 0 ? "" : ".").append(from.get(at + i) & 0xff);
        }
        return text.toString();
    }

    /** {@code ::ffff:a.b.c.d}: how the JDK's dual-stack sockets meet an IPv4 peer. */
    private static boolean isMappedV4(ByteBuffer from, int at) {
        return from.getLong(at) == 0 && from.getShort(at + 8) == 0 && from.getShort(at + 10) == -1;
    }

    /** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups written as {@code ::}. */
    private static String v6(ByteBuffer from, int at) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (from.get(at + 2 * i) & 0xff) << 8 | from.get(at + 2 * i + 1) & 0xff;
        }
        int[] run = longestZeroRun(groups);
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == run[0]) {
                text.append("::");
                i += run[1] - 1;
                continue;
            }
            boolean first = text.length() == 0 || text.charAt(text.length() - 1) == ':';
            text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static int[] longestZeroRun(int[] groups) {
        int[] best = {-1, 1};
        for (int start = 0; start < 8; start++) {
            int length = 0;
            while (start + length < 8 && groups[start + length] == 0) {
                length++;
            }
            if (length > best[1]) {
                best = new int[] {start, length};
            }
        }
        return best;
    }

}
