package io.pollux.agent.buffers;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of thread locals of other threads, read while these run. java.lang must be open to this class. What is read may be a moment old;
 * it is never of another thread, and nothing is changed, not even stale entries.
 */
final class ThreadLocals {
    private static final String MAP = "java.lang.ThreadLocal$ThreadLocalMap";

    /** A way from a thread to one of its maps: a field of the thread, or of its holder (JDK 25 keeps terminating locals there). */
    private record Way(Field holder, Field map) {
        Object from(Thread thread) throws IllegalAccessException {
            Object of = holder == null ? thread : holder.get(thread);
            return of == null ? null : map.get(of);
        }
    }

    private final List<Way> ways = new ArrayList<>();
    private final Field table;
    private final Field value;

    /** Throws ReflectiveOperationException or RuntimeException where this JDK keeps its locals in another way. */
    ThreadLocals() throws ReflectiveOperationException {
        Class<?> map = Class.forName(MAP);
        table = open(map.getDeclaredField("table"));
        value = open(Class.forName(MAP + "$Entry").getDeclaredField("value"));
        addMaps(Thread.class, map, null);
        for (Field field : Thread.class.getDeclaredFields()) {
            if (field.getName().equals("holder")) {
                addMaps(field.getType(), map, open(field));
            }
        }
        if (ways.isEmpty()) {
            throw new NoSuchFieldException("threads have no " + MAP);
        }
    }

    private void addMaps(Class<?> type, Class<?> map, Field holder) {
        for (Field field : type.getDeclaredFields()) {
            if (field.getType() == map) {
                ways.add(new Way(holder, open(field)));
            }
        }
    }

    private static Field open(Field field) {
        field.setAccessible(true);
        return field;
    }

    /** The thread's value, or null when it has none. */
    Object get(Thread thread, ThreadLocal<?> local) throws IllegalAccessException {
        for (Way way : ways) {
            Object map = way.from(thread);
            Object found = map == null ? null : find((Object[]) table.get(map), local);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Every entry is looked at: where it would be by its hash says nothing while the owner moves entries. */
    private Object find(Object[] entries, ThreadLocal<?> local) throws IllegalAccessException {
        for (Object entry : entries) {
            if (entry instanceof Reference<?> reference && is(reference, local)) {
                return value.get(entry);
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static boolean is(Reference<?> reference, ThreadLocal<?> local) {
        return ((Reference<Object>) reference).refersTo(local);
    }
}
