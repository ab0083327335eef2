package io.pollux.it.victims;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a victim counted by itself for one channel, under the column names of Pollux's ledger. */
public final class Tally {
    /** Every tally by its key: "remote:PORT", "local:PORT", "unix:PATH" or "role:NAME". */
    private static final Map<String, Tally> ALL = new ConcurrentSkipListMap<>();

    private final Map<String, AtomicLong> columns = new ConcurrentHashMap<>();

    /** The tally of a key, made on first use. */
    public static Tally of(String key) {
        return ALL.computeIfAbsent(key, k -> new Tally());
    }

    /** To be called when the channel is closed: its row is gone, too. */
    public static void forget(Tally tally) {
        ALL.values().remove(tally);
    }

    /** Adds to a column; a column that was never added to is not claimed. */
    public void add(String column, long n) {
        columns.computeIfAbsent(column, c -> new AtomicLong()).addAndGet(n);
    }

    /** Books one return value of {@code read}: bytes, 0 for EAGAIN, -1 for the end of the stream. */
    public void read(long n) {
        add("reads", 1);
        add("read_bytes", Math.max(n, 0));
        add("read_again", n == 0 ? 1 : 0);
        add("read_eof", n < 0 ? 1 : 0);
    }

    /** Books one return value of {@code write}: bytes, 0 for EAGAIN. */
    public void wrote(long n) {
        add("writes", 1);
        add("write_bytes", n);
        add("write_again", n == 0 ? 1 : 0);
    }

    /** Drops every tally. */
    public static void forgetAll() {
        ALL.clear();
    }

    /** Says every tally as "tally KEY column=n ...". */
    public static void sayAll() {
        ALL.forEach((key, tally) -> Talk.say("tally %s%s", key, tally));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(columns).forEach((column, n) -> text.append(' ').append(column).append('=').append(n));
        return text.toString();
    }
}
