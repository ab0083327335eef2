package io.pollux.demo.shop;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Visitors of a {@link ShopMain shop}, each a thread that asks for something, thinks, and asks again: mostly pages, sometimes an order, or
 * a picture, and now and then one goes away in the middle of a picture. More of them are awake at some times than at others.
 *
 * <p>Ends when its standard input does, and with status 1 when the shop does not answer.
 */
public final class VisitorsMain {
    private static final double LONGEST_THOUGHT_MS = 60;
    private static final double TIDE_SECONDS = 197;
    private static final int REQUESTS_A_CONNECTION = 211;

    private final String shop;
    private final int port;
    private final Random random;

    private VisitorsMain(int port, int number) {
        this.port = port;
        this.shop = "http://127.0.0.1:" + port;
        this.random = new Random(number);
    }

    /** @param args the shop's port, the number of visitors */
    public static void main(String[] args) throws Exception {
        System.setProperty("http.maxConnections", args[1]);
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            VisitorsMain visitor = new VisitorsMain(Integer.parseInt(args[0]), i);
            Thread thread = new Thread(visitor::visit, "visitor-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        while (System.in.read() != -1) {
            // only the end of the stream matters
        }
    }

    private void visit() {
        try {
            while (true) {
                switch (random.nextInt(97)) {
                    case 0 -> leave();
                    case 1, 2, 3, 4, 5 -> get("/picture");
                    case 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> get("/order");
                    default -> get("/page");
                }
                think();
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void get(String path) throws Exception {
        HttpURLConnection connection = (HttpURLConnection) URI.create(shop + path).toURL().openConnection();
        if (random.nextInt(REQUESTS_A_CONNECTION) == 0) {
            connection.setRequestProperty("Connection", "close");
        }
        try (InputStream body = connection.getInputStream()) {
            body.readAllBytes();
        }
    }

    /** Asks for a picture and is gone before it came: the shop's writes fail. */
    private void leave() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoLinger(true, 0);
            OutputStream out = socket.getOutputStream();
            out.write("GET /picture HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        }
    }

    private void think() throws InterruptedException {
        double tide = 1.5 + Math.sin(System.nanoTime() / 1e9 / TIDE_SECONDS * 2 * Math.PI);
        Thread.sleep((long) (random.nextDouble() * LONGEST_THOUGHT_MS * tide));
    }
}
