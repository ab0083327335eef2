package io.pollux.it.victims.copies;

import java.io.FileDescriptor;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketImpl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers of file descriptors, dug out of the JDK: needs sun.nio.ch, java.net and java.io of java.base open to this. */
final class Descriptors {
    private static final Map<Object, Integer> KNOWN = new ConcurrentHashMap<>();

    private Descriptors() {
    }

    /** Of a channel or socket. */
    static int number(Object channel) {
        return KNOWN.computeIfAbsent(channel, Descriptors::find);
    }

    private static int find(Object channel) {
        try {
            Object holder = channel;
            if (channel instanceof Socket socket)
                holder = socket.getChannel() != null ? socket.getChannel() : read(field(Socket.class, "impl"), socket);
            else if (channel instanceof DatagramSocket datagram)
                holder = datagram.getChannel();
            return (int) read(field(FileDescriptor.class, "fd"), descriptor(holder));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object descriptor(Object holder) throws ReflectiveOperationException {
        if (holder instanceof SocketImpl impl) {
            Method getter = SocketImpl.class.getDeclaredMethod("getFileDescriptor");
            return open(getter).invoke(impl);
        }
        return read(field(holder.getClass(), "fd"), holder);
    }

    /** The field, of the class or the nearest above it; the JDK's asynchronous files call it fdObj. */
    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> c = type; c != null; c = c.getSuperclass())
            for (Field field : c.getDeclaredFields())
                if (field.getName().equals(name) || field.getName().equals(name + "Obj"))
                    return field;
        throw new NoSuchFieldException(type + "." + name);
    }

    private static Object read(Field field, Object of) throws IllegalAccessException {
        return open(field).get(of);
    }

    private static <T extends AccessibleObject> T open(T member) {
        member.setAccessible(true);
        return member;
    }
}
