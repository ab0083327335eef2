package io.pollux.cli;

import io.pollux.cli.jvm.Proc;
import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process seen from another one, by /proc alone: an account that needs no trust in the agent. Taken before the detach; {@link #after}
 * takes another and tells the two apart.
 *
 * @param descriptors open ones, with what each is
 * @param members     entries in each epoll fd's interest list
 * @param caught      signals with a handler: SigCgt of /proc/pid/status
 * @param threads     how many there are
 */
record Outside(long pid, Map<Integer, String> descriptors, Map<Integer, Integer> members, String caught, int threads) {
    /** How a thread of ours that waits for the very detach, and ends after it, is waited for. */
    private static final int END_SECONDS = 2;
    private static final String THREADS = "pollux";
    /** The ledger, as a link of /proc/pid/fd and in /proc/pid/maps. */
    private static final String LEDGER = "/memfd:pollux";
    private static final String EPOLL = "anon_inode:[eventpoll]";

    /**
     * Both views, and what of Pollux is left.
     *
     * @param left in words, one each; empty: nothing
     */
    record Seen(Outside before, Outside after, List<String> left) {
        String words() {
            return !left.isEmpty() ? String.join(", ", left) : "nothing left; descriptors " + before.descriptors.size() + " -> "
                    + after.descriptors.size() + ", threads " + before.threads + " -> " + after.threads + ", handlers "
                    + (before.caught.equals(after.caught) ? "the same" : before.caught + " -> " + after.caught);
        }

        /** {@code {"left":[],"before":{...},"after":{...}}} */
        void write(JsonWriter json) throws IOException {
            json.beginObject().name("left").any(left);
            before.write(json.name("before"));
            after.write(json.name("after"));
            json.endObject();
        }
    }

    static Outside look(long pid) {
        Proc proc = new Proc(pid);
        Map<Integer, String> descriptors = proc.descriptors();
        Map<Integer, Integer> members = new TreeMap<>();
        descriptors.forEach((fd, what) -> {
            if (what.equals(EPOLL)) {
                members.put(fd, proc.epollMembers(fd));
            }
        });
        return new Outside(pid, descriptors, members, proc.status("SigCgt"), Proc.threads(pid).size());
    }

    /** Waits a bounded time until nothing of ours is left. */
    Seen after() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        List<String> left;
        while (!(left = left()).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return new Seen(this, look(pid), left);
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        for (String name : Proc.threads(pid)) {
            if (name.startsWith(THREADS)) {
                left.add("thread '" + name + "'");
            }
        }
        Proc proc = new Proc(pid);
        proc.descriptors().forEach((fd, what) -> {
            if (what.startsWith(LEDGER)) {
                left.add("descriptor " + fd + " of the ledger");
            }
        });
        if (proc.maps().contains(LEDGER)) {
            left.add("mapping of the ledger");
        }
        return left;
    }

    private void write(JsonWriter json) throws IOException {
        json.beginObject().name("descriptors").value(descriptors.size()).name("threads").value(threads).name("signals_caught").value(caught);
        json.name("interest").beginObject();
        for (Map.Entry<Integer, Integer> set : members.entrySet()) {
            json.name(Integer.toString(set.getKey())).value(set.getValue());
        }
        json.endObject().endObject();
    }
}
