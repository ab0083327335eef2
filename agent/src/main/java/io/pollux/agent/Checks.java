package io.pollux.agent;

import io.pollux.agent.copies.Restored;
import java.util.ArrayList;
import java.util.List;

/** Looks at each promise of a detach, once everything is put back. What is as it was, and what is not, it says by name. */
final class Checks {
    /** More names than these are only counted: the whole proof must fit one fact of the ledger (META_VALUE_BYTES). */
    private static final int NAMED = 4;

    private final Baseline before;
    private final Account account = Account.now();
    private final SignalMasks masks;
    private final List<Check> checks = new ArrayList<>();
    private final List<String> stays = new ArrayList<>();

    private Checks(Baseline before) {
        this.before = before;
        masks = before == null ? SignalMasks.now() : SignalMasks.settled(before.masks(), account.numbers("signals"));
    }

    /**
     * The proof of a detach.
     *
     * @param before  what the attach found; null: it did not come so far, and what can't be compared is not claimed
     * @param left    natives not put back
     * @param inside  threads inside a hook
     * @param ending  threads of Pollux that did not end when told to
     * @param classes what the JVM has of the classes that were woven
     * @param library the mapped library
     */
    static Proof of(Baseline before, int left, int inside, List<String> ending, Restored classes, String library) {
        Checks checks = new Checks(before);
        List<String> threads = new ArrayList<>(Leftovers.threads());
        ending.forEach(name -> threads.add("'" + name + "' has not ended"));
        checks.stays(library);
        checks.natives(left);
        checks.bytecode(classes);
        checks.waits(inside);
        checks.interest();
        checks.threads(threads);
        checks.descriptors();
        checks.signals();
        return new Proof(left, inside, threads, classes.woven(), checks.checks, checks.account.text(), checks.stays);
    }

    private void stays(String library) {
        stays.add("class sun.nio.ch.PolluxBridge");
        stays.add("class io.pollux.agent.Agent");
        stays.add("library " + library);
        stays.add("pollux.jar, at the end of the class path");
        for (long signal : account.numbers("handlers")) {
            stays.add("handler of signal " + signal + ", in the library: nothing raises it any more, but one may still be on its way");
        }
    }

    private void natives(int left) {
        long foreign = account.number("natives_foreign");
        check("natives", left == 0 && foreign == 0, left == 0 && foreign == 0
                ? account.number("natives_restored") + " are bound to the functions of their own libraries"
                : left + " are still bound to Pollux, " + foreign + " lead elsewhere than to the JDK's library");
    }

    private void bytecode(Restored classes) {
        String others = classes.changed().isEmpty() ? "" : "; changed since by another agent: " + names(classes.changed());
        String saw = classes.same().isEmpty() && classes.changed().isEmpty() ? "no class was changed"
                : classes.same().size() + " classes are byte for byte as they were" + others;
        check("bytecode", classes.woven().isEmpty(), classes.woven().isEmpty() ? saw : "still calls Pollux: " + names(classes.woven()));
    }

    private void waits(int inside) {
        check("waits", inside == 0, inside == 0 ? "no thread is inside Pollux"
                : inside + " threads have not come out of a wait; they end it on the kernel's epoll");
    }

    private void interest() {
        long entries = account.interest("entries");
        long missing = account.interest("missing");
        long foreign = account.interest("foreign");
        long sets = account.interest("sets");
        String saw = sets == 0 ? "all were the kernel's own" : entries + " entries of " + sets + " sets are in the kernel's own again, as they were";
        check("interest lists", missing == 0 && foreign == 0,
                missing == 0 && foreign == 0 ? saw : saw + ", " + missing + " are missing, " + foreign + " are none of the application's");
    }

    private void threads(List<String> threads) {
        long tap = account.number("tap_threads");
        List<String> all = new ArrayList<>(threads);
        if (tap != 0) {
            all.add("the side tap has not ended");
        }
        check("threads", all.isEmpty(), all.isEmpty() ? "none of Pollux is left, none holds its class loader" : names(all));
    }

    private void descriptors() {
        long held = account.number("engine_fds");
        check("descriptors", held == 0, held == 0 ? "engines and side tap hold none" : held + " of engines and side tap are open");
        List<String> raising = new ArrayList<>(account.raising());
        if (before != null) {
            raising.removeAll(before.account().raising());
        }
        check("O_ASYNC", raising.isEmpty(), raising.isEmpty() ? "no descriptor raises signals that did not before the attach"
                : "raise signals, and did not before the attach: " + names(raising));
    }

    private void signals() {
        if (before == null) {
            return;
        }
        List<Long> ours = account.numbers("signals");
        List<String> gained = masks.gained(before.masks(), ours);
        check("signal masks", gained.isEmpty(), gained.isEmpty() ? masks.blocked().size() + " threads, none blocks " + ours + " that did not before the attach"
                : "threads still block one of " + ours + ": " + names(gained));
        List<String> inherited = masks.inherited(before.masks(), ours);
        if (!inherited.isEmpty()) {
            stays.add("mask of threads that one waiting under sigio has started: " + names(inherited) + " block " + ours);
        }
    }

    private void check(String name, boolean ok, String saw) {
        checks.add(new Check(name, ok, saw));
    }

    private static String names(List<String> names) {
        return names.size() <= NAMED ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }
}
