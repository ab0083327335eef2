package io.pollux.it.victims;

/** Daemon threads that say what ended them. */
public final class Workers {
    private Workers() {
    }

    public static Thread run(String name, Work work) {
        Thread thread = new Thread(reporting(work), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The work, with an exception said on stdout, where the test takes it for noise and fails. */
    static Runnable reporting(Work work) {
        return () -> {
            try {
                work.run();
            } catch (Exception e) {
                Talk.say("failed %s", e);
            }
        };
    }
}
