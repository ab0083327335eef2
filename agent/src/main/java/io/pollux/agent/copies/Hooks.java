package io.pollux.agent.copies;

import static io.pollux.agent.copies.DescriptorSource.ADAPTED_CHANNEL;
import static io.pollux.agent.copies.DescriptorSource.CHANNEL_FIELD;
import static io.pollux.agent.copies.DescriptorSource.PARAMETER;
import static io.pollux.agent.copies.DescriptorSource.STATIC_PARAMETER;
import static io.pollux.agent.copies.Direction.READ;
import static io.pollux.agent.copies.Direction.WRITE;

import java.util.ArrayList;
import java.util.List;

/**
 * Every method of the JDK that copies between a heap buffer and a temporary direct one on its way to or from a descriptor: one line each.
 * Each has exactly one copying call in JDK 17, 21 and 25, read from the bytecode of 17.0.15, 21.0.12 and 25.0.3. A line whose
 * method a JDK doesn't have is absent there; one whose method has another shape stands down alone.
 */
final class Hooks {
    private static final String IO_UTIL = "sun/nio/ch/IOUtil";
    private static final String SOCKET = "sun/nio/ch/NioSocketImpl";
    private static final String CHANNEL = "sun/nio/ch/SocketChannelImpl";
    private static final String DATAGRAM = "sun/nio/ch/DatagramChannelImpl";
    private static final String ADAPTOR = "sun/nio/ch/DatagramSocketAdaptor";

    private static final String ONE = "(Ljava/io/FileDescriptor;Ljava/nio/ByteBuffer;JZZILsun/nio/ch/NativeDispatcher;)I";
    private static final String MANY = "(Ljava/io/FileDescriptor;[Ljava/nio/ByteBuffer;IIZZILsun/nio/ch/NativeDispatcher;)J";
    private static final String FD_ARRAY = "(Ljava/io/FileDescriptor;[BII)I";
    private static final String ARRAY = "([BII)I";
    private static final String SEND = "(Ljava/io/FileDescriptor;Ljava/nio/ByteBuffer;Ljava/net/InetSocketAddress;)I";
    private static final String UNTRUSTED = "(Ljava/nio/ByteBuffer;)Ljava/net/SocketAddress;";

    static final List<Hook> ALL = List.of(
            // SocketChannel, connected DatagramChannel, Pipe, FileChannel, and the asynchronous channels of both
            new Hook(IO_UTIL,  "read",            ONE,      READ,  STATIC_PARAMETER),                           // 17 21 25
            new Hook(IO_UTIL,  "read",            MANY,     READ,  STATIC_PARAMETER),                           // 17 21 25
            new Hook(IO_UTIL,  "write",           ONE,      WRITE, STATIC_PARAMETER),                           // 17 21 25
            new Hook(IO_UTIL,  "write",           MANY,     WRITE, STATIC_PARAMETER),                           // 17 21 25
            // Socket's streams
            new Hook(SOCKET,   "tryRead",         FD_ARRAY, READ,  PARAMETER),                                  // 17 21 25
            new Hook(SOCKET,   "tryWrite",        FD_ARRAY, WRITE, PARAMETER),                                  // 17 21 25
            // streams of SocketChannel.socket()
            new Hook(CHANNEL,  "tryRead",         ARRAY,    READ,  CHANNEL_FIELD),                              // 17 21 25
            new Hook(CHANNEL,  "tryWrite",        ARRAY,    WRITE, CHANNEL_FIELD),                              // 17 21 25
            // DatagramChannel's receive and send
            new Hook(DATAGRAM, "receive",          "(Ljava/nio/ByteBuffer;Z)I", READ,  CHANNEL_FIELD),          // 17 21 25
            new Hook(DATAGRAM, "untrustedReceive", UNTRUSTED,                   READ,  CHANNEL_FIELD),          // 17 21, under a SecurityManager
            new Hook(DATAGRAM, "send",             SEND,                        WRITE, PARAMETER),              // 17 21 25
            // DatagramSocket's receive and send
            new Hook(DATAGRAM, "blockingReceive", "(Ljava/net/DatagramPacket;J)V", READ,  CHANNEL_FIELD),       //    21 25
            new Hook(DATAGRAM, "blockingSend",    "(Ljava/net/DatagramPacket;)V",  WRITE, CHANNEL_FIELD),       //    21 25
            new Hook(ADAPTOR,  "receive",         "(Ljava/net/DatagramPacket;)V",  READ,  ADAPTED_CHANNEL, 17), // 17
            new Hook(ADAPTOR,  "send",            "(Ljava/net/DatagramPacket;)V",  WRITE, ADAPTED_CHANNEL, 17)); // 17

    private Hooks() {
    }

    /** Those that a feature release of the JDK can have. */
    static List<Hook> in(int release) {
        List<Hook> hooks = new ArrayList<>();
        for (Hook hook : ALL) {
            if (release <= hook.until()) {
                hooks.add(hook);
            }
        }
        return hooks;
    }
}
