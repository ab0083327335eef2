package io.pollux.it.victims;

import java.util.concurrent.CountDownLatch;

/**
 * No server: an application that takes what it finds. "hoarder hold" starts a thread whose context class loader is the one of a thread
 * of Pollux; "hoarder let" ends it.
 */
final class Hoarder implements Server {
    private CountDownLatch let;
    private Thread thread;

    @Override
    public String start(String[] arguments) {
        return "-";
    }

    @Override
    public void command(String[] words) throws Exception {
        if (words[1].equals("hold"))
            hold();
        else
            let();
    }

    private void hold() {
        CountDownLatch latch = new CountDownLatch(1);
        thread = new Thread(() -> await(latch), "hoarder");
        thread.setDaemon(true);
        thread.setContextClassLoader(loaderOfPollux());
        thread.start();
        let = latch;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void let() throws InterruptedException {
        let.countDown();
        thread.join();
    }

    private static ClassLoader loaderOfPollux() {
        return Thread.getAllStackTraces().keySet().stream().filter(one -> one.getName().startsWith("pollux-http")).findAny().orElseThrow()
                .getContextClassLoader();
    }
}
